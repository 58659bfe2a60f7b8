import { codeCells } from '../notebooks/notebook.mjs';

/** @import { Failure } from '../notebooks/execute.mjs' */
/** @import { Notebook } from '../notebooks/notebook.mjs' */

/** Failed cells that a row of the table names, and characters of each. */
const [MOST, LONGEST] = [3, 160];

/**
 * What failed, as phrases: what ended the notebook, then the cells that failed, the first of them by name. Cells are counted as
 * the notebook shows them, without the one in front that the grading adds.
 *
 * @param {Notebook | null} executed
 * @param {Failure | null} failure  as of `executeForGrading`
 */
export function failures(executed, failure) {
  const cells = executed ? errorsIn(executed) : [];
  const isAmong = failure && cells.some(({ cell }) => cell === failure.cell);
  const all = failure && !isAmong ? [failure, ...cells] : cells;
  const more = all.length - MOST;
  return [
    ...all.slice(0, MOST).map(phrase),
    ...(more > 0 ? [`${more} more ${more === 1 ? 'cell' : 'cells'} failed`] : []),
  ];
}

/** The first error of each cell. @param {Notebook} executed */
function errorsIn(executed) {
  return codeCells(executed).flatMap(({ outputs = [] }, cell) => {
    const error = outputs.find(({ output_type }) => output_type === 'error');
    if (!error) return [];
    const { ename: name = 'Error', evalue: message = '' } = error;
    // Nobody else stops a cell here.
    if (name === 'Interrupted')
      return [{ cell, name: 'Timeout', message: 'it did not end, and was stopped' }];
    return [{ cell, name, message }];
  });
}

/** @param {{ cell: number, name: string, message: string }} failure */
function phrase({ cell, name, message }) {
  const where = cell > 0 ? `cell [${cell}] ` : '';
  return `${where}${name}: ${message}`.slice(0, LONGEST);
}
