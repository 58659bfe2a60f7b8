import { markdownTable } from '../markdown-table.mjs';

/** @import { State } from './outcomes.mjs' */

/**
 * What a notebook's grading gave.
 *
 * @typedef {object} Row
 * @property {string} who
 * @property {number} solved
 * @property {number} asked
 * @property {Record<string, State>} outcomes  by exercise
 * @property {string[]} remarks
 */

const MARKS = { solved: '✓', 'not solved': '✗', 'not checked': '–', forged: '!' };

/**
 * The table of grades, as Markdown and as CSV: who, how many exercises, which, and what failed.
 *
 * @param {Row[]} rows
 * @param {string[]} left  notebooks that were not graded, by name
 */
export function gradeTable(rows, left = []) {
  const rowsOf = (/** @type {(state: State) => string} */ mark) =>
    rows.map(({ who, solved, asked, outcomes, remarks }) => [
      who,
      `${solved} of ${asked}`,
      Object.entries(outcomes)
        .map(([exercise, state]) => `${mark(state)} ${exercise}`)
        .join(', '),
      remarks.join('; ') || '–',
    ]);
  // As text, whatever students call their folders and their errors say.
  const plain = (/** @type {string} */ text) =>
    text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\]\(/g, ']\\(');
  const head = ['who', 'solved', 'exercises', 'remarks'];
  const legend = '✓ solved, ✗ not solved, – not checked, ! an outcome that the checker did not make';
  const notGraded =
    left.length > 0
      ? `\nNot graded, since the name holds none of rq1 to rq7: ${left.map(plain).join(', ')}.\n`
      : '';
  const markdown = `# Grades\n\n${markdownTable(
    head,
    rowsOf((state) => MARKS[state]).map((cells) => cells.map(plain)),
  )}\n\n${legend}.\n${notGraded}`;
  const cell = (/** @type {string} */ text) => `"${text.replaceAll('"', '""').replace(/^[=+@-]/, "'$&")}"`;
  const csv = [head, ...rowsOf((state) => `${state}:`)].map((cells) => cells.map(cell).join(',')).join('\n');
  return { markdown, csv: `${csv}\n` };
}
