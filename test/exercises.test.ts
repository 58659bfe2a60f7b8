import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as check from '../lib/src/exercises';

interface Cell {
  readonly cell_type: string;
  readonly id: string;
  readonly source: readonly string[];
  readonly outputs?: readonly unknown[];
}

const cellsOf = (file: string): Cell[] => JSON.parse(readFileSync(file, 'utf8')).cells;
const exercisesOf = (file: string) => cellsOf(file).filter(({ id }) => id.startsWith('ex-'));
const textOf = ({ source }: Cell) => source.join('');
const codeOf = (file: string) => exercisesOf(file).filter(({ cell_type }) => cell_type === 'code');
const checked = (cell: Cell) =>
  [...textOf(cell).matchAll(/cf\.check\.(\w+)\(/g)].map(([, name]) => name).filter((name) => name !== 'todo');

const notebooksIn = (folder: string) =>
  readdirSync(folder)
    .filter((file) => /^rq\d.*\.ipynb$/.test(file))
    .sort()
    .map((file) => join(folder, file));

const withSolutions = existsSync('notebooks/solutions');
if (!withSolutions)
  console.log("Skipped what compares with solutions: a student's edition has no notebooks/solutions.");
const solved = withSolutions ? notebooksIn('notebooks/solutions') : [];
const pairs = notebooksIn('notebooks').map((file, k) => ({
  name: basename(file, '.ipynb'),
  file,
  solutions: solved[k],
}));

it('has an exercise and a solution for every check', () => {
  const names = Object.keys(check).filter((name) => name !== 'todo');
  for (const of of withSolutions ? (['file', 'solutions'] as const) : (['file'] as const)) {
    const used = pairs.flatMap((pair) => codeOf(pair[of]).flatMap(checked));
    expect(used.sort()).toEqual(names.sort());
  }
});

describe.each(pairs)('the exercises of $name', ({ name, file, solutions }) => {
  it('are three to five, each with difficulty, minutes and hints, and no solution', () => {
    const tasks = exercisesOf(file).filter(({ cell_type }) => cell_type === 'markdown');
    expect(tasks.length).toBeGreaterThanOrEqual(3);
    expect(tasks.length).toBeLessThanOrEqual(5);
    for (const task of tasks) {
      expect(textOf(task)).toMatch(/^### .+ · (●○○|●●○|●●●) · \d+ minutes\n/);
      expect(textOf(task)).toContain('<details><summary>Hints</summary>\n\n');
    }
    for (const stub of codeOf(file))
      expect(textOf(stub)).toMatch(/return cf\.check\.todo\(\);|: number \| null = null;/);
  });

  it('ask for a number that a change in the notebook gives', () => {
    expect(codeOf(file).filter((cell) => textOf(cell).includes(': number | null = null;'))).toHaveLength(1);
  });

  it.skipIf(!withSolutions)('have their solutions in the same order, without outputs', () => {
    expect(basename(solutions)).toBe(`${name}.ipynb`);
    expect(exercisesOf(solutions).map(({ id }) => id)).toEqual(exercisesOf(file).map(({ id }) => id));
    expect(codeOf(solutions).map(checked)).toEqual(codeOf(file).map(checked));
    for (const cell of codeOf(solutions)) expect(cell.outputs).toEqual([]);
  });

  it.skipIf(!withSolutions)('say where the solutions are', () => {
    const intro = cellsOf(file).find(({ id }) => id === 'exercises');
    expect(intro && textOf(intro)).toContain(`(solutions/${name}.ipynb)`);
  });
});
