import { markdownTable } from '../markdown-table.mjs';

const MIME = 'application/vnd.cnn-fragility.summary+json';

/** The results that executed notebooks carry, `{rq, question, rows, claims}` each, in the order of the questions. */
export function collectSummaries(notebooks) {
  return notebooks
    .flatMap(({ cells }) => cells)
    .flatMap((cell) => cell.outputs ?? [])
    .flatMap((output) => output.data?.[MIME] ?? [])
    .sort((a, b) => a.rq - b.rq);
}

/** What can be said of a claim; summaries without answers have what `pass` says. @param {any} claim */
function answerOf({ answer, pass }) {
  return answer ?? (pass === true ? 'holds' : pass === false ? 'does not hold' : 'not evaluated');
}

/** How many claims hold, do not hold, cannot be told, and were not evaluated. */
export function countClaims(claims) {
  const count = (answer) => claims.filter((claim) => answerOf(claim) === answer).length;
  const untold = count('cannot be told');
  return {
    hold: count('holds'),
    fail: count('does not hold'),
    ...(untold > 0 && { untold }),
    open: count('not evaluated'),
  };
}

/** The columns of the counts, those that are used: each a head and a count of `countClaims`. */
export function countColumns(summaries) {
  const all = countClaims(summaries.flatMap(({ claims }) => claims));
  const columns = [
    ['hold', 'hold'],
    ['do not hold', 'fail'],
    ...(all.untold ? [['cannot be told', 'untold']] : []),
    ['not evaluated', 'open'],
  ];
  return columns.map(([head, key]) => ({ head, of: (claims) => countClaims(claims)[key] ?? 0 }));
}

/** The table of counts for the terminal, a line a question and a sum. */
export function summaryText(summaries) {
  const columns = countColumns(summaries);
  const cell = (value) => String(value).padStart(15);
  const line = (name, claims) => `  ${name.padEnd(6)}${columns.map(({ of }) => cell(of(claims))).join('')}`;
  return [
    `  ${''.padEnd(6)}${columns.map(({ head }) => cell(head)).join('')}`,
    ...summaries.map(({ rq, claims }) => line(`RQ${rq}`, claims)),
    line(
      'all',
      summaries.flatMap(({ claims }) => claims),
    ),
  ].join('\n');
}

/** The summary as Markdown: claims with verdicts, then every number beside the paper's, question by question. */
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

function claimCells({ sure, ...claim }) {
  const { id, statement, observed, threshold } = claim;
  const found = sure ? `${shown(observed)} [95 %: ${sure}]` : observed;
  return [id, answerOf(claim), statement, found, threshold].map(shown);
}

function rowCells({ id, where, unit, op = '', paper, ours, difference }) {
  const numbers = [
    `${op === '=' ? '' : `${op} `}${shown(paper)}${unit ? ` ${unit}` : ''}`,
    shown(ours),
    shown(difference),
  ];
  return [id, where ?? '', ...numbers];
}

/** Four significant digits for a number, a dash for what is not there. */
function shown(value) {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${shown(part)}`)
    .join(', ');
}
