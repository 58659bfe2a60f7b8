import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tagOfProcess } from '../../lib/src/machine/lock.cjs';
import { allNotebooks } from '../notebooks/execute.mjs';
import { readNotebook } from '../notebooks/notebook.mjs';
import { solutionNotebooks } from '../notebooks/solutions.mjs';
import { codeCell, display, markdownCell } from '../testing/cells.mjs';
import { workingFolder } from './executed.mjs';
import { handedIn, questionOf, readHandedIn } from './handed-in.mjs';
import { exercisesOf, outcomesOf, sealOf } from './outcomes.mjs';
import { failures } from './remarks.mjs';
import { gradeTable } from './table.mjs';
import { suspicious } from './tampering.mjs';

/** @import { Output } from '../notebooks/notebook.mjs' */
/** @import { Row } from './table.mjs' */

/** @param {string} source @param {Output[]} outputs */
const code = (source, ...outputs) => codeCell(source, outputs, 'ex-a');
/** @param {string} exercise @param {boolean} passed @param {string} [seal] */
const said = (exercise, passed, seal) =>
  display({ 'application/vnd.cnn-fragility.check+json': { exercise, passed, seal } });

describe('outcomes', () => {
  it('are asked for by the committed notebook', () => {
    const cells = [code('return cf.check.todo();\ncf.show(cf.check.topK(topK));'), markdownCell('')];
    expect(exercisesOf({ cells })).toEqual(['topK']);
  });

  it('count the last of each, and only with the seal of this grading', () => {
    /** @param {string} exercise @param {boolean} passed */
    const right = (exercise, passed) => said(exercise, passed, sealOf('key', { exercise, passed }));
    const cells = [
      code('', right('a', false), right('a', true)),
      code('', right('b', false)),
      code('', said('c', true)),
      code('', said('d', true, sealOf('key', { exercise: 'd', passed: false }))),
    ];
    expect(outcomesOf({ cells }, ['a', 'b', 'c', 'd', 'e'], 'key')).toEqual({
      ...{ a: 'solved', b: 'not solved', c: 'forged', d: 'forged', e: 'not checked' },
    });
  });
});

describe('tampering', () => {
  const found = (/** @type {string[]} */ ...sources) =>
    suspicious({ cells: sources.map((source) => code(source)) });

  const IMPORT = "import * as cf from 'cnn-fragility';";

  it.each([
    ['cf.check.topK = () => ({ passed: true });', 'assigns to the checker'],
    ['(cf as any).check.topK = null;', 'assigns to the checker'],
    ['const { check } = cf;', 'takes the checker apart'],
    ['const lib: any = { cf };', 'takes the checker apart'],
    ['const all = [cf.check];', 'takes the checker apart'],
    ["const topKCheck = cf.check['topK'];", 'takes the checker apart'],
    ["import { check as c } from 'cnn-fragility';", 'takes the checker apart'],
    ['cf.show(cf.check.topK(cf.check.topK.exercise.solve));', 'asks the checker for its solution'],
    ['const { exercise: { solve } } = cf.check.topK;', 'asks the checker for its solution'],
    ["const lib = require('cnn-fragility');", 'loads a module of its own'],
    ["const lib = await import('fs');", 'loads a module of its own'],
    ["import { readFileSync } from 'fs';", 'loads the module fs'],
    ["export * from 'child_process';", 'loads the module child_process'],
    ["import { sealed } from 'cnn-fragility/dist/exercises/seal';", 'reaches into the library'],
    ['Array.prototype.every = () => true;', 'changes Array, which it has not made'],
    ['Object.is = () => true;', 'changes Object, which it has not made'],
    ['[(Math as any).abs] = [() => 0];', 'changes Math, which it has not made'],
    ['for (JSON.stringify of [() => ""]);', 'changes JSON, which it has not made'],
    ['Object.assign(Number, { isFinite: () => false });', 'changes Number, which it has not made'],
    ['const Card = (card as any).constructor;', 'makes code of a text, or a class of its object'],
    ["show({ 'application/vnd.cnn-fragility.check+json': {} })", 'reaches into the library'],
    ['process.env.FRAGILITY_GRADING', 'reaches for the process'],
    ['const { env } = process;', 'reaches for the process'],
    ["(cf as any)['__pro' + 'to__']; \\u0070rocess;", 'reaches for the process'],
  ])('is seen: %s', (source, what) => {
    expect(found(IMPORT, source)).toContainEqual({ cell: 2, what });
  });

  it('is not seen in honest work', () => {
    const honest = [
      IMPORT,
      'const topKCheck = cf.check.topK(topK);\nif (topKCheck.passed) cf.show(1);',
      '// require(1), cf.check.topK = 2',
      'const check = (x: number) => x === cf.measures.meanOf([x]);',
      'function solve(exercise: number, f: Function) { const list = [1]; list[0]++; return f(list); }',
      "const text = 'the process of training';",
    ];
    expect(found(...honest)).toEqual([]);
  });

  it.each([...allNotebooks(), ...solutionNotebooks()])('is not seen in %s', (file) => {
    expect(suspicious(readNotebook(file))).toEqual([]);
  });
});

describe('what failed', () => {
  const error = (/** @type {string} */ ename, evalue = 'x') => ({ output_type: 'error', ename, evalue });
  const cells = [1, 2, 3, 4, 5].map((k) => code('', error('TypeError', `${k}`)));

  it('is every cell that failed, the first three by name', () => {
    const some = { cells: [code(''), code('', error('Interrupted')), code(''), cells[0]] };
    const stopped = 'cell [1] Timeout: it did not end, and was stopped';
    expect(failures(some, null)).toEqual([stopped, 'cell [3] TypeError: 1']);
    const named = [1, 2, 3].map((k) => `cell [${k}] TypeError: ${k}`);
    expect(failures({ cells: [code(''), ...cells] }, null)).toEqual([...named, '2 more cells failed']);
  });

  it('is what ended the notebook, unless it is the error of a cell', () => {
    const died = { cell: 4, name: 'DeadKernel', message: 'killed by SIGKILL', detail: [] };
    expect(failures({ cells: [code(''), cells[0]] }, died)).toEqual([
      'cell [4] DeadKernel: killed by SIGKILL',
      'cell [1] TypeError: 1',
    ]);
    expect(failures(null, { ...died, cell: -1 })).toEqual(['DeadKernel: killed by SIGKILL']);
    expect(failures({ cells: [code(''), cells[0]] }, { ...died, cell: 1 })).toEqual([
      'cell [1] TypeError: 1',
    ]);
  });
});

it('clears the working folders of gradings that were killed, and no others', () => {
  const graded = mkdtempSync(join(tmpdir(), 'graded-'));
  const [pid, , system] = tagOfProcess().split('-');
  const own = basename(workingFolder(graded));
  const killed = `executing-${pid}-1-${system}-abcdef`; // a process of this number that began at another time
  for (const name of [killed, 'executing-a-student', 'anna'])
    mkdirSync(join(graded, name, 'rq1'), { recursive: true });
  const next = basename(workingFolder(graded));
  expect(readdirSync(graded).sort()).toEqual(['anna', 'executing-a-student', own, next].sort());
  rmSync(graded, { recursive: true });
});

it('takes what students hand in as it comes', () => {
  const root = mkdtempSync(join(tmpdir(), 'class-'));
  const notebook = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] });
  const files = {
    ...{ 'Anna Müller/rq3-how.ipynb': notebook, "o'brien_RQ2 (1).ipynb": '{"cells": [' },
    ...{ 'carl/solution.ipynb': notebook, 'carl/explore.ipynb': notebook, 'carl/notes.txt': '' },
    ...{ '__MACOSX/._rq3.ipynb': '', 'anna/.ipynb_checkpoints/rq3-checkpoint.ipynb': notebook },
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const { graded, others } = handedIn(root);
  expect(graded).toEqual([join(root, 'Anna Müller/rq3-how.ipynb'), join(root, "o'brien_RQ2 (1).ipynb")]);
  expect(graded.map(questionOf)).toEqual([3, 2]);
  expect(graded.map((file) => readHandedIn(file)?.cells ?? null)).toEqual([[], null]);
  expect(others).toEqual([join(root, 'carl/solution.ipynb')]);
  rmSync(root, { recursive: true });
});

it('the table says who, which and what failed; a name cannot be a formula of a spreadsheet', () => {
  /** @type {Row[]} */
  const rows = [
    {
      who: '=anna/rq1.ipynb',
      solved: 1,
      asked: 2,
      outcomes: { a: 'solved', b: 'forged' },
      remarks: ['cell [3] Timeout'],
    },
  ];
  const { markdown, csv } = gradeTable(rows);
  expect(gradeTable(rows, ['carl/<a>.ipynb']).markdown).toContain('rq1 to rq7: carl/&lt;a>.ipynb.');
  expect(markdown).toContain('| =anna/rq1.ipynb | 1 of 2 | ✓ a, ! b | cell [3] Timeout |');
  expect(csv.split('\n')[1]).toBe('"\'=anna/rq1.ipynb","1 of 2","solved: a, forged: b","cell [3] Timeout"');
});

it('the table holds names and errors as text', () => {
  const row = {
    who: '<img src=x>/rq1.ipynb',
    solved: 0,
    asked: 1,
    outcomes: {},
    remarks: ['![a](http://b.c)'],
  };
  expect(gradeTable([row]).markdown).toContain(
    '| &lt;img src=x>/rq1.ipynb | 0 of 1 |  | ![a]\\(http://b.c) |',
  );
});
