import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, out } from '../paths.mjs';
import { executeAll } from './execute.mjs';
import { codeCells } from './notebook.mjs';

/** @import { Notebook } from './notebook.mjs' */

const CHECK_MIME = 'application/vnd.cnn-fragility.check+json';

/** The committed notebooks with worked solutions of the exercises, in order; none in a student's edition. */
export function solutionNotebooks() {
  const folder = at('notebooks', 'solutions');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ipynb'))
    .sort()
    .map((file) => join(folder, file));
}

/** Executes them; a result as of `executeAll`, where a check that does not pass is a failure too. */
export async function executeSolutions() {
  const results = await executeAll(solutionNotebooks(), () => {}, join(out, 'solutions'));
  return results.map(({ name, target, seconds, failure }) => ({
    name: `solutions/${name}`,
    target,
    seconds,
    failure: failure ?? unsolved(JSON.parse(readFileSync(target, 'utf8'))),
  }));
}

/** The first check of an executed notebook that did not pass, as a failure; null if all did. @param {Notebook} notebook */
export function unsolved(notebook) {
  const cells = codeCells(notebook);
  const checks = cells.flatMap(({ outputs = [] }, k) =>
    outputs.flatMap(({ data }) => (data?.[CHECK_MIME] ? [{ cell: k + 1, data }] : [])),
  );
  if (checks.length === 0) return failure(cells.length, 'no exercise was checked', []);
  const wrong = checks.find(({ data }) => !data[CHECK_MIME].passed);
  if (!wrong) return null;
  const lines = [wrong.data['text/plain']].flat().join('').split('\n');
  return failure(wrong.cell, `${wrong.data[CHECK_MIME].exercise} is not solved`, lines);
}

/** @param {number} cell @param {string} message @param {string[]} detail */
function failure(cell, message, detail) {
  return { cell, name: 'Exercise', message, detail };
}
