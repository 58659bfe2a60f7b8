import { createHash } from 'node:crypto';
import { codeCells, textOf } from '../notebooks/notebook.mjs';

/** @import { Notebook } from '../notebooks/notebook.mjs' */
/** @typedef {'solved' | 'not solved' | 'not checked' | 'forged'} State */

const CHECK_MIME = 'application/vnd.cnn-fragility.check+json';

/** The exercises of a committed notebook, by the names that its cells check. @param {Notebook} notebook */
export function exercisesOf({ cells }) {
  return checkedIn({ cells: cells.filter(({ id }) => /^ex-/.test(id)) });
}

/** The names that any cells check. @param {Notebook} notebook */
export function checkedIn(notebook) {
  const names = codeCells(notebook).flatMap((cell) =>
    [...textOf(cell).matchAll(/cf\.check\.(\w+)\(/g)].map(([, name]) => name),
  );
  return [...new Set(names)].filter((name) => name !== 'todo');
}

/**
 * What the checks of an executed notebook said, by exercise, the last of each: `solved`, `not solved`, `not checked`, or `forged`
 * for an outcome without the seal that only the checker of this very grading can make.
 *
 * @param {Notebook} notebook
 * @param {string[]} exercises
 * @param {string} key
 * @returns {Record<string, State>}
 */
export function outcomesOf(notebook, exercises, key) {
  const shown = notebook.cells
    .flatMap(({ outputs = [] }) => outputs)
    .flatMap(({ data }) => (data?.[CHECK_MIME] ? [data[CHECK_MIME]] : []));
  return Object.fromEntries(
    exercises.map((exercise) => {
      const of = shown.filter((one) => one.exercise === exercise);
      if (of.length === 0) return [exercise, 'not checked'];
      if (of.some((one) => one.seal !== sealOf(key, one))) return [exercise, 'forged'];
      return [exercise, of[of.length - 1].passed ? 'solved' : 'not solved'];
    }),
  );
}

/** As `lib/src/exercises/seal.ts` makes it. @param {string} key @param {{ exercise: string, passed: boolean }} outcome */
export function sealOf(key, { exercise, passed }) {
  return createHash('sha256').update(key).update(exercise).update(String(passed)).digest('hex');
}
