import { expect, it } from 'vitest';
import { codeCell, display, markdownCell } from '../testing/cells.mjs';
import { collectSummaries, countClaims, summaryMarkdown, summaryText } from './summary.mjs';

/** @import { Summary, Verdicts } from './summary.mjs' */

/** @param {string} id @param {Verdicts[number]['answer']} answer @returns {Verdicts[number]} */
const claim = (id, answer) => ({
  ...{ id, rq: 1, kind: 'D', by: 'paper', published: null, reducedPreset: null },
  ...{ statement: `statement | ${id}`, threshold: 'at least 2' },
  ...{ answer, pass: null, observed: 'low: 0.1235', sure: '', evidence: {}, intervals: {} },
});
/** @type {Summary} */
const two = { rq: 2, question: 'Why?', rows: [], claims: [claim('P2.1', 'not evaluated')] };
/** @type {Summary} */
const one = {
  rq: 1,
  question: 'Is it so?',
  claims: [claim('P1.1', 'holds'), claim('P1.2', 'does not hold')],
  rows: [
    {
      ...{
        id: 'T1.bac',
        where: 'Table 1',
        unit: '%',
        op: '<=',
        paper: 72.56,
        ours: 70,
        difference: -2.55678,
      },
      ...{ holds: true, note: '', footnotes: [] },
    },
  ],
};
const notebook = (/** @type {Summary[]} */ ...summaries) => ({
  cells: [
    markdownCell(''),
    codeCell(
      '',
      summaries.map((summary) => display({ 'application/vnd.cnn-fragility.summary+json': summary })),
    ),
    codeCell('', [{ output_type: 'stream', text: '' }]),
  ],
});

it('is collected from the cells, in the order of the questions', () => {
  expect(collectSummaries([notebook(two), notebook(), notebook(one)])).toEqual([one, two]);
});

it('counts what holds, what does not, and what could not be judged', () => {
  expect(countClaims([...one.claims, ...two.claims])).toEqual({ hold: 1, fail: 1, open: 1 });
});

it('has a line a question and a sum for the terminal', () => {
  const lines = summaryText([one, two])
    .split('\n')
    .map((line) => line.trim().split(/\s+/).join(' '));
  expect(lines).toEqual(['hold do not hold not evaluated', 'RQ1 1 1 0', 'RQ2 0 0 1', 'all 1 1 1']);
});

it('is Markdown with verdicts and with the numbers beside the paper’s', () => {
  const text = summaryMarkdown([one, two]);
  expect(text).toContain('## RQ1: Is it so?');
  expect(text).toContain('| P1.2 | does not hold | statement \\| P1.2 | low: 0.1235 | at least 2 |');
  expect(text).toContain('| T1.bac | Table 1 | <= 72.56 % | 70 | -2.557 |');
  expect(text).toContain('| P2.1 | not evaluated |');
});
