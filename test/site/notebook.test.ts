import { beforeEach, expect, it } from 'vitest';
import { describeThrown } from '../../site/kernel/failure';
import { Notebook } from '../../site/kernel/notebook';

let notebook: Notebook;
let count: number;

beforeEach(() => {
  notebook = new Notebook((name) => (name === 'pack' ? Promise.resolve({ __esModule: true, two: 2 }) : null));
  count = 0;
});

/** Runs cells one after the other; the value of the last one. */
async function run(...cells: string[]): Promise<unknown> {
  let value: unknown;
  for (const code of cells) value = await notebook.run(code, ++count);
  return value;
}

/** What a reader is told of a cell that fails. */
async function failureOf(code: string): Promise<string[]> {
  const failed = run(code).then(
    () => null,
    (error) => describeThrown(error, (stack) => notebook.locate(stack)).traceback,
  );
  return (await failed) ?? [];
}

it('gives the value of the last expression, and none for a declaration', async () => {
  expect(await run('1 + 1')).toBe(2);
  expect(await run('const a = 1;')).toBeUndefined();
  expect(await run('a, 5;')).toBe(5);
});

it('keeps variables, functions, classes, enums and imports from cell to cell', async () => {
  await run(
    "import { two } from 'pack';\nimport * as p from 'pack';",
    'enum E { A = 7 }\nclass C { x = two }',
  );
  await run(
    'function twice(n: number) { return n * p.two; }',
    'const { x, ...rest } = { x: 3, y: 4 }, [z] = [5];',
  );
  expect(await run('[twice(x), rest.y, z, E.A, new C().x]')).toEqual([6, 4, 5, 7, 2]);
});

it('takes the shorthand of a variable from an earlier cell', async () => {
  expect(await run('const a = 1;', '({ a })', '({ a })')).toEqual({ a: 1 });
});

it('lets a cell declare a name anew, and functions keep the one of their own cell', async () => {
  await run('const a = 1;\nconst get = () => a;', 'const a = "one";');
  expect(await run('[a, get()]')).toEqual(['one', 1]);
});

it('changes a variable of an earlier cell, and is seen there', async () => {
  await run('let n = 1;\nconst more = () => { n++; };\nconst get = () => n;', 'n = 10;', 'more();');
  expect(await run('[n, get()]')).toEqual([11, 11]);
});

it('awaits anywhere', async () => {
  await run('const p = Promise.resolve(7);');
  expect(await run('await (0, p)')).toBe(7);
  expect(await run('let sum = 0;\nfor await (const x of [1, p]) sum += x;\nsum')).toBe(8);
  expect(await run('const later = async () => (await (p)) + 1;\nawait later()')).toBe(8);
});

it('forgets types, and what is imported only for them', async () => {
  await run("import type { T } from 'nowhere';\ninterface Point { x: number }", 'type Two = [Point, Point];');
  expect(await run('const at: Two = [{ x: 1 }, { x: 2 }];\nat[1].x satisfies number')).toBe(2);
});

it('loads what a cell imports, used or not, but for its types alone', async () => {
  const loaded: string[] = [];
  const loading = new Notebook((name) => {
    loaded.push(name);
    return Promise.resolve({});
  });
  await loading.run("import * as p from 'pack';\nimport type { T } from 'types';", 1);
  expect(loaded).toEqual(['pack']);
});

it('names cell and line of a failure as typed, also in a function of an earlier cell', async () => {
  await run(
    'interface Point { x: number }\n\nfunction f(p: Point) {\n  throw new RangeError("bad " + p.x);\n}',
  );
  expect(await failureOf('f({ x: 3 });')).toEqual([
    'RangeError: bad 3',
    'cell [1], line 4: throw new RangeError("bad " + p.x);',
  ]);
  expect(await failureOf('const a = 1;\nawait null;\nconst b = a.c.d;')).toEqual([
    "TypeError: Cannot read properties of undefined (reading 'd')",
    'cell [3], line 3: const b = a.c.d;',
  ]);
  expect(await failureOf('throw "a word";')).toEqual(['Thrown: a word']);
});

it('keeps nothing of a cell that failed, and says what it has of packages', async () => {
  await failureOf('const a = 1;\nthrow new Error("no");');
  expect((await failureOf('a'))[0]).toBe('ReferenceError: a is not defined');
  expect((await failureOf("import 'left-pad';"))[0]).toContain("Cannot find module 'left-pad'");
});

it('stops a cell that awaits', async () => {
  const endless = failureOf('for (;;) await null;');
  await new Promise((resolve) => setTimeout(resolve, 60));
  notebook.interruption.raise();
  expect((await endless)[0]).toBe('Interrupted: The cell was stopped.');
  expect(await run('1')).toBe(1);
});
