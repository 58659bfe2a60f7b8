import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { researchNotebooks } from '../notebooks/execute.mjs';
import { out } from '../paths.mjs';
import { writeAtomically } from '../setup/atomic.mjs';
import { setUp } from '../setup/index.mjs';
import { StepError } from '../setup/run-logged.mjs';
import { executeForGrading } from './executed.mjs';
import { handedIn, questionOf, readHandedIn } from './handed-in.mjs';
import { checkedIn, exercisesOf, outcomesOf } from './outcomes.mjs';
import { failures } from './remarks.mjs';
import { gradeTable } from './table.mjs';
import { suspicious } from './tampering.mjs';

/** @import { NotebookFile } from '../notebooks/notebook.mjs' */
/** @import { Row } from './table.mjs' */

/**
 * Executes every notebook of a research question below `folder`, each in a kernel of its own that has `minutes`, and writes
 * `grades.md` and `grades.csv` beside them as it goes on. The executed notebooks go to `out/graded`.
 *
 * @param {string} folder
 * @param {number} minutes
 */
export async function grade(folder, minutes) {
  const root = resolve(folder);
  const { graded, others } = handedIn(root);
  if (graded.length === 0)
    throw new StepError(`${folder} holds no notebook of a research question (rq1….ipynb to rq7….ipynb).`);
  await setUp();
  // Names and remarks are the students': what they hold shall not reach the terminal as more than text.
  const { visible } = await import('../../lib/dist/visible.js');
  const left = others.map((file) => visible(relative(root, file)));
  /** @type {Row[]} */
  const rows = [];
  for (const file of graded) {
    const row = await gradeOne(root, file, minutes);
    rows.push({ ...row, who: visible(row.who), remarks: row.remarks.map(visible) });
    const { who, solved, asked, remarks } = rows[rows.length - 1];
    console.log(
      `  ${who.padEnd(40)} ${solved} of ${asked}${remarks.length ? `   ${remarks.join('; ')}` : ''}`,
    );
    const { markdown, csv } = gradeTable(rows, left);
    writeAtomically(join(root, 'grades.md'), markdown);
    writeAtomically(join(root, 'grades.csv'), csv);
  }
  for (const name of left) console.log(`  ${name}: not graded, its name holds none of rq1 to rq7`);
  console.log(
    `${rows.length} notebooks: ${join(folder, 'grades.md')} and grades.csv; executed copies in out/graded.`,
  );
}

/** @param {string} root @param {string} file @param {number} minutes @returns {Promise<Row>} */
async function gradeOne(root, file, minutes) {
  const who = relative(root, file);
  const asked = exercisesOf(JSON.parse(readFileSync(researchNotebooks()[questionOf(file) - 1], 'utf8')));
  const notebook = readHandedIn(file);
  if (!notebook) return { ...row(who, asked, () => 'not checked'), remarks: ['this is no notebook'] };
  const target = join(out, 'graded', who);
  const { key, failure } = await executeForGrading(notebook, target, minutes);
  const executed = readHandedIn(target);
  const outcomes = executed ? outcomesOf(executed, asked, key) : {};
  const forged = asked.filter((exercise) => outcomes[exercise] === 'forged');
  const remarks = [
    ...suspicious(notebook).map(({ cell, what }) => `cell [${cell}] ${what}`),
    ...(forged.length > 0 ? [`outcomes that the checker did not make: ${forged.join(', ')}`] : []),
    ...withoutAny(notebook, asked),
    ...failures(executed, failure),
  ];
  return { ...row(who, asked, (exercise) => outcomes[exercise] ?? 'not checked'), remarks };
}

/** A remark where a notebook checks none of what it is asked for. @param {NotebookFile} notebook @param {string[]} asked */
function withoutAny(notebook, asked) {
  const there = checkedIn(notebook);
  if (asked.some((exercise) => there.includes(exercise))) return [];
  return [`none of its exercises is here${there.length > 0 ? `, but ${there.join(', ')}` : ''}`];
}

/** @param {string} who @param {string[]} asked @param {(exercise: string) => Row['outcomes'][string]} outcomeOf */
function row(who, asked, outcomeOf) {
  const outcomes = Object.fromEntries(asked.map((exercise) => [exercise, outcomeOf(exercise)]));
  const solved = asked.filter((exercise) => outcomes[exercise] === 'solved').length;
  return { who, outcomes, asked: asked.length, solved };
}
