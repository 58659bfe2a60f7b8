import { describe, expect, it } from 'vitest';
import { codeCell, display, markdownCell } from '../testing/cells.mjs';
import { exercisesOf, outcomesOf, sealOf } from './outcomes.mjs';
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

  it.each([
    'cf.check.topK = () => ({ passed: true });',
    '(cf as any).check.topK = null;',
    'cf.show(cf.check.topK(cf.check.topK.exercise.solve));',
    "const lib = require('cnn-fragility');",
    'Array.prototype.every = () => true;',
    "show({ 'application/vnd.cnn-fragility.check+json': {} })",
    'process.env.FRAGILITY_GRADING',
  ])('is seen: %s', (source) => {
    expect(found('const a = 1;', source).map(({ cell }) => cell)).toContain(2);
  });

  it('is not seen in honest work', () => {
    const honest = [
      "import * as cf from 'cnn-fragility';",
      'const topKCheck = cf.check.topK(topK);\nif (topKCheck.passed) cf.show(1);',
      '// require(1), cf.check.topK = 2',
      'const check = (x: number) => x === cf.measures.meanOf([x]);',
    ];
    expect(found(...honest)).toEqual([]);
  });
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
