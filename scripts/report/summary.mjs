import { markdownTable } from '../markdown-table.mjs';

/** @import { view } from 'cnn-fragility' */
/** @import { Notebook } from '../notebooks/notebook.mjs' */
/** @typedef {view.NotebookSummary} Summary */
/** @typedef {Summary['claims']} Verdicts */

const MIME = 'application/vnd.cnn-fragility.summary+json';

/** The results that executed notebooks carry, in the order of the questions. @param {Notebook[]} notebooks @returns {Summary[]} */
export function collectSummaries(notebooks) {
  return notebooks
    .flatMap(({ cells }) => cells)
    .flatMap((cell) => cell.outputs ?? [])
    .flatMap((output) => output.data?.[MIME] ?? [])
    .sort((a, b) => a.rq - b.rq);
}

/** How many claims hold, do not hold, cannot be told, and were not evaluated. @param {readonly Pick<Verdicts[number], 'answer'>[]} claims */
export function countClaims(claims) {
  const count = (/** @type {Verdicts[number]['answer']} */ answer) =>
    claims.filter((claim) => claim.answer === answer).length;
  const untold = count('cannot be told');
  return {
    hold: count('holds'),
    fail: count('does not hold'),
    ...(untold > 0 && { untold }),
    open: count('not evaluated'),
  };
}

/** The columns of the counts, those that are used: each a head and a count of `countClaims`. @param {readonly Summary[]} summaries */
export function countColumns(summaries) {
  const all = countClaims(summaries.flatMap(({ claims }) => claims));
  /** @type {[string, keyof typeof all][]} */
  const columns = [
    ['hold', 'hold'],
    ['do not hold', 'fail'],
    ...(all.untold ? [/** @type {[string, 'untold']} */ (['cannot be told', 'untold'])] : []),
    ['not evaluated', 'open'],
  ];
  return columns.map(([head, key]) => ({
    head,
    of: (/** @type {Verdicts} */ claims) => countClaims(claims)[key] ?? 0,
  }));
}

/** The table of counts for the terminal, a line a question and a sum. @param {readonly Summary[]} summaries */
export function summaryText(summaries) {
  const columns = countColumns(summaries);
  const cell = (/** @type {string | number} */ value) => String(value).padStart(15);
  const line = (/** @type {string} */ name, /** @type {Verdicts} */ claims) =>
    `  ${name.padEnd(6)}${columns.map(({ of }) => cell(of(claims))).join('')}`;
  return [
    `  ${''.padEnd(6)}${columns.map(({ head }) => cell(head)).join('')}`,
    ...summaries.map(({ rq, claims }) => line(`RQ${rq}`, claims)),
    line(
      'all',
      summaries.flatMap(({ claims }) => claims),
    ),
  ].join('\n');
}

/** The summary as Markdown: claims with verdicts, then every number beside the paper's, question by question. @param {readonly Summary[]} summaries */
export function summaryMarkdown(summaries) {
  const sections = summaries.flatMap(({ rq, question, rows, claims }) => [
    `## RQ${rq}: ${question}`,
    markdownTable(['claim', 'verdict', 'statement', 'observed', 'asked'], claims.map(claimCells)),
    markdownTable(['number', 'where', 'paper', 'ours', 'difference'], rows.map(rowCells)),
  ]);
  const text = [
    '# What the paper said, and what we found',
    `\`\`\`\n${summaryText(summaries)}\n\`\`\``,
    ...sections,
  ];
  return `${text.filter(Boolean).join('\n\n')}\n`;
}

/** @param {Verdicts[number]} claim */
function claimCells({ id, answer, statement, observed, sure, threshold }) {
  return [
    id,
    answer,
    statement,
    sure ? `${observed} [95 %, where none is left out: ${sure}]` : observed,
    threshold,
  ];
}

/** @param {Summary['rows'][number]} row */
function rowCells({ id, where, unit, op, paper, ours, difference }) {
  const numbers = [
    `${op === '=' ? '' : `${op} `}${shown(paper)}${unit ? ` ${unit}` : ''}`,
    shown(ours),
    shown(difference),
  ];
  return [id, where, ...numbers];
}

/** Four significant digits, all of a whole number; a dash for what is not there. @param {number | null} value */
function shown(value) {
  if (value === null) return '–';
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
}
