import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import ts from 'typescript-js';
import { describe, expect, it } from 'vitest';
import { at } from '../paths.mjs';
import { KERNEL } from '../setup/jupyter-settings.mjs';
import { allNotebooks, researchNotebooks } from './execute.mjs';
import { codeCells, readNotebook, textOf } from './notebook.mjs';
import { referredSections, sectionNumbers } from './section-numbers.mjs';
import { solutionNotebooks } from './solutions.mjs';

/** @import { Cell } from './notebook.mjs' */

const LONGEST_CELL = 15;
/** What a laptop and an exported page show of a line of code. */
const LONGEST_LINE = 78;
const LIBRARIES = ['cnn-fragility', 'arquero', 'danfojs-node'];

const notebooks = researchNotebooks().map((file) => ({
  name: basename(file, '.ipynb'),
  notebook: readNotebook(file),
}));
const isCode = (/** @type {Cell} */ { cell_type }) => cell_type === 'code';

/** Lines that are cut off at the right edge, or say a name twice. @param {Cell} cell */
function awkwardLines(cell) {
  return textOf(cell)
    .split('\n')
    .filter((line) => line.length > LONGEST_LINE || /[{,]\s*(\w+): \1\s*[,}]/.test(line));
}

/** The names that a cell's code declares for the cells after it. @param {string} code */
function declaredNames(code) {
  /** @type {string[]} */
  const names = [];
  const add = (/** @type {ts.BindingName} */ name) => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const part of name.elements) if (ts.isBindingElement(part)) add(part.name);
  };
  for (const statement of ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest).statements)
    if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) add(name);
    else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
      if (statement.name) add(statement.name);
  return names;
}

it.each(solutionNotebooks())('%s may be pasted over the exercises cell by cell', (file) => {
  const code = codeCells(readNotebook(at('notebooks', basename(file))));
  const solutions = codeCells(readNotebook(file));
  const lost = solutions.flatMap((solution) => {
    const place = code.findIndex(({ id }) => id === solution.id);
    if (place < 0) return [];
    const kept = declaredNames(textOf(solution));
    const after = code
      .slice(place + 1)
      .map(textOf)
      .join('\n');
    return declaredNames(textOf(code[place]))
      .filter((name) => !kept.includes(name) && new RegExp(`\\b${name}\\b`).test(after))
      .map((name) => `${solution.id}: ${name}`);
  });
  expect(solutions.some(({ id }) => code.some((cell) => cell.id === id))).toBe(true);
  expect(lost).toEqual([]);
});

const others = ['explore.ipynb', 'beyond-remedies.ipynb'].map((file) => at('notebooks', file));
it.each([...solutionNotebooks(), ...others])('%s has such lines too', (file) => {
  expect(codeCells(readNotebook(file)).flatMap(awkwardLines)).toEqual([]);
});

it.each(allNotebooks())('%s numbers its sections 1, 2, … and refers to those (renumber.mjs)', (file) => {
  const notebook = readNotebook(file);
  const numbers = sectionNumbers(notebook);
  expect(numbers).toEqual(numbers.map((_, i) => String(i + 1)));
  expect(numbers).toEqual(expect.arrayContaining(referredSections(notebook)));
});

it.each(allNotebooks())('%s says what it is good for, what it is about, and how to go on', (file) => {
  const texts = readNotebook(file)
    .cells.filter((cell) => !isCode(cell))
    .map(textOf);
  const [top, end] = [texts.slice(0, 2).join('\n'), texts.slice(-1).join('\n')];
  expect(top.match(/\*\*After this notebook you can\*\*\n\n(\* .+\n){3}/)).not.toBeNull();
  expect(top).toContain('https://doi.org/10.1007/s10994-023-06326-9');
  expect(top).toContain('](../docs/results.md#where-we-differ-and-why)');
  expect(end).toContain('**An open project.** ');
  expect(end).toMatch(/\*\*To read on(\*\*\n\n(\* .+\n?){3}|\.\*\* (.+ · ){2,})/);
});

it.each(allNotebooks())(
  '%s asks for a prediction before its section shows a chart, and holds it beside',
  (file) => {
    const { cells } = readNotebook(file);
    const ids = cells.map(({ id }) => id);
    const [asked, number, beside] = ['commit', 'commit-number', 'commit-beside'].map((id) => ids.indexOf(id));
    expect(asked).toBeGreaterThan(0);
    expect(number).toBe(asked + 1);
    expect(beside).toBeGreaterThan(number);
    const heading = cells
      .slice(0, asked)
      .findLastIndex((cell) => !isCode(cell) && /^## /m.test(textOf(cell)));
    const before = cells.slice(heading, asked).filter(isCode).map(textOf).join('\n');
    expect(before).not.toMatch(/cf\.plot\.|cf\.view\.pickRun/);
  },
);

it('is seven notebooks with the same set-up', () => {
  const setUps = notebooks.map(({ notebook }) => textOf(notebook.cells[1]));
  expect(setUps).toHaveLength(7);
  expect(new Set(setUps).size).toBe(1);
  expect(setUps[0].split('\n').length).toBeLessThanOrEqual(5);
});

describe.each(notebooks)('$name', ({ name, notebook }) => {
  const { cells } = notebook;
  const code = codeCells(notebook);
  const top = textOf(cells[0]);

  it('is of format 4.5 and for this kernel, without outputs, each cell with an id of its own', () => {
    expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
    expect(notebook.metadata.kernelspec.name).toBe(KERNEL);
    expect(code.flatMap(({ outputs }) => outputs)).toEqual([]);
    expect(code.filter(({ execution_count }) => execution_count !== null)).toEqual([]);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
  });

  it('begins with the question, what of the paper it is, what it needs, and where more is', () => {
    const rq = /^rq(\d)/.exec(name)?.[1];
    expect(top).toMatch(new RegExp(`^# RQ${rq} · .+\n\n\\*\\*[^*]+\\?\\*\\*\n\n`));
    expect(top).toMatch(new RegExp(`section 5\\.${rq} of \\*Understanding CNN Fragility`));
    expect(top).toContain('needs the reference runs');
    const links = [...top.matchAll(/\]\(([^)#]+)(#\w+)?\)/g)].map(([, file, part = '']) => file + part);
    expect(links).toEqual(['README.md', `gallery/README.md#rq${rq}`]);
    for (const file of ['README.md', 'gallery/README.md'])
      expect(existsSync(at('notebooks', file))).toBe(true);
  });

  it('has code cells short enough to see', () => {
    const long = code.filter((cell) => textOf(cell).split('\n').length > LONGEST_CELL);
    expect(long.map(({ id }) => id)).toEqual([]);
  });

  it('has lines of code short enough to see, and `{ a }` for `{ a: a }`', () => {
    expect(code.flatMap(awkwardLines)).toEqual([]);
  });

  it('imports the three libraries and nothing else', () => {
    const imported = [
      ...code
        .map(textOf)
        .join('\n')
        .matchAll(/\bfrom '([^']+)'|\b(?:require|import)\(/g),
    ];
    expect(new Set(imported.map(([, library]) => library))).toEqual(new Set(LIBRARIES));
  });

  it('says something within two cells of each code cell', () => {
    const silent = cells.filter(
      (cell, i) => isCode(cell) && cells.slice(Math.max(0, i - 2), i + 3).every(isCode),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});
