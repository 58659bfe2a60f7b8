import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { executeOne, researchNotebooks } from '../notebooks/execute.mjs';
import { at, out } from '../paths.mjs';
import { writeAtomically } from '../setup/atomic.mjs';
import { setUp } from '../setup/index.mjs';
import { StepError } from '../setup/run-logged.mjs';
import { exercisesOf, outcomesOf } from './outcomes.mjs';
import { gradeTable } from './table.mjs';
import { suspicious } from './tampering.mjs';

/** @import { Notebook } from '../notebooks/notebook.mjs' */
/** @import { Row } from './table.mjs' */

/**
 * Executes every notebook of a research question below `folder`, each in a kernel of its own that has `minutes`, and writes
 * `grades.md` and `grades.csv` beside them. The executed notebooks go to `out/graded`.
 *
 * @param {string} folder
 * @param {number} minutes
 */
export async function grade(folder, minutes) {
  const root = resolve(folder);
  const files = notebooksBelow(root);
  if (files.length === 0)
    throw new StepError(`${folder} holds no notebook of a research question (rq1….ipynb to rq7….ipynb).`);
  await setUp();
  // Names and remarks are the students': what they hold shall not reach the terminal as more than text.
  const { visible } = await import('../../lib/dist/visible.js');
  /** @type {Row[]} */
  const rows = [];
  for (const file of files) {
    const row = await gradeOne(root, file, minutes);
    rows.push({ ...row, who: visible(row.who), remarks: row.remarks.map(visible) });
    const { who, solved, asked, remarks } = rows[rows.length - 1];
    console.log(
      `  ${who.padEnd(40)} ${solved} of ${asked}${remarks.length ? `   ${remarks.join('; ')}` : ''}`,
    );
  }
  const { markdown, csv } = gradeTable(rows);
  writeAtomically(join(root, 'grades.md'), markdown);
  writeAtomically(join(root, 'grades.csv'), csv);
  console.log(
    `${rows.length} notebooks: ${join(folder, 'grades.md')} and grades.csv; executed copies in out/graded.`,
  );
}

/** Notebooks named after one of ours (`rq3-….ipynb`, `anna-rq3.ipynb`), checkpoints left out. @param {string} root */
function notebooksBelow(root) {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /rq[1-7][^/\\]*\.ipynb$/i.test(name) && !name.includes('.ipynb_checkpoints'))
    .map((name) => join(root, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
    .sort();
}

/** @param {string} root @param {string} file @param {number} minutes @returns {Promise<Row>} */
async function gradeOne(root, file, minutes) {
  const who = relative(root, file);
  const number = /** @type {RegExpExecArray} */ (/rq([1-7])[^/\\]*\.ipynb$/i.exec(file))[1];
  const asked = exercisesOf(JSON.parse(readFileSync(researchNotebooks()[Number(number) - 1], 'utf8')));
  /** @type {string[]} */
  const remarks = [];
  /** @type {Row['outcomes']} */
  let outcomes = Object.fromEntries(asked.map((exercise) => [exercise, 'not checked']));
  const notebook = parsed(file);
  if (!notebook) return { ...row(who, outcomes), remarks: ['this is no notebook'] };
  for (const { cell, what } of suspicious(notebook)) remarks.push(`cell [${cell}] ${what}`);
  const key = randomBytes(16).toString('hex');
  const target = join(out, 'graded', who);
  const source = withFirstCell(notebook, target);
  const { failure } = await executeOne(source, target, {
    ...{ FRAGILITY_GRADING: key, FRAGILITY_KEEP_GOING: '1', FRAGILITY_NOTEBOOK_LIMIT: String(60 * minutes) },
    FRAGILITY_WORKING_FOLDER: at('notebooks'),
  });
  if (failure)
    remarks.push(`cell [${Math.max(1, failure.cell - 1)}] ${failure.name}: ${failure.message}`.slice(0, 160));
  const executed = parsed(target);
  if (executed) outcomes = outcomesOf(executed, asked, key);
  const forged = asked.filter((exercise) => outcomes[exercise] === 'forged');
  if (forged.length > 0) remarks.push(`outcomes that the checker did not make: ${forged.join(', ')}`);
  return { ...row(who, outcomes), remarks };
}

/** @param {string} who @param {Row['outcomes']} outcomes */
function row(who, outcomes) {
  const states = Object.values(outcomes);
  return { who, outcomes, asked: states.length, solved: states.filter((state) => state === 'solved').length };
}

/** @param {string} file @returns {Notebook | null} */
function parsed(file) {
  try {
    const notebook = JSON.parse(readFileSync(file, 'utf8'));
    return isNotebook(notebook) ? notebook : null;
  } catch {
    return null;
  }
}

/** Whether what is looked at here is as a notebook has it; Jupyter checks the rest. @param {Partial<Notebook> | null} notebook */
function isNotebook(notebook) {
  const isText = (/** @type {unknown} */ text) => [text].flat().every((line) => typeof line === 'string');
  return (
    Array.isArray(notebook?.cells) &&
    notebook.cells.every((cell) => cell instanceof Object && isText(cell.source))
  );
}

/** The notebook with a cell in front that loads the library, which takes the grading's key before any other cell runs. @param {Notebook} notebook @param {string} target */
function withFirstCell(notebook, target) {
  const first = {
    ...{ cell_type: 'code', id: 'grading', metadata: {}, outputs: [], execution_count: null },
    source: "import * as cfOfGrading from 'cnn-fragility';\ncfOfGrading.view.exercises();",
  };
  const cells = notebook.cells.map((cell) => (cell.cell_type === 'code' ? { ...cell, outputs: [] } : cell));
  const folder = join(out, 'graded', 'to-execute');
  mkdirSync(folder, { recursive: true });
  const source = join(folder, `${target.length}-${basename(target)}`);
  writeFileSync(source, JSON.stringify({ ...notebook, cells: [first, ...cells] }));
  return source;
}
