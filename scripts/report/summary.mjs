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

/** How many claims hold, do not hold, and were not evaluated. */
export function countClaims(claims) {
  const count = (pass) => claims.filter((claim) => (claim.pass ?? null) === pass).length;
  return { hold: count(true), fail: count(false), open: count(null) };
}

/** The table of counts for the terminal, a line a question and a sum. */
export function summaryText(summaries) {
  const line = (name, { hold, fail, open }) => `  ${name.padEnd(6)}${cell(hold)}${cell(fail)}${cell(open)}`;
  const cell = (value) => String(value).padStart(15);
  const all = summaries.flatMap(({ claims }) => claims);
  return [
    `  ${''.padEnd(6)}${['hold', 'do not hold', 'not evaluated'].map(cell).join('')}`,
    ...summaries.map(({ rq, claims }) => line(`RQ${rq}`, countClaims(claims))),
    line('all', countClaims(all)),
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

function claimCells({ id, pass, statement, observed, threshold }) {
  const verdict = pass === true ? 'holds' : pass === false ? 'does not hold' : 'not evaluated';
  return [id, verdict, statement, observed, threshold].map(shown);
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
