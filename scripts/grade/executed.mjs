import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLeftOver, tagOfProcess } from '../../lib/src/machine/lock.cjs';
import { executeOne } from '../notebooks/execute.mjs';
import { out } from '../paths.mjs';

/** @import { NotebookFile } from '../notebooks/notebook.mjs' */

const EXECUTING = 'executing-';

/**
 * Executes a notebook into `target` with `minutes`, in our kernel and a folder of its own that is removed afterwards. Returns the
 * key of the seals of its outcomes, and the failure that ended it, cells counted as the notebook shows them.
 *
 * @param {NotebookFile} notebook
 * @param {string} target
 * @param {number} minutes
 */
export async function executeForGrading(notebook, target, minutes) {
  const folder = workingFolder(join(out, 'graded'));
  const key = randomBytes(16).toString('hex');
  const [source, keyFile] = [join(folder, 'notebook.ipynb'), join(folder, 'key')];
  try {
    writeFileSync(source, JSON.stringify(prepared(notebook)));
    writeFileSync(keyFile, key, { mode: 0o600 });
    const { failure } = await executeOne(source, target, {
      FRAGILITY_GRADING: keyFile,
      FRAGILITY_KEEP_GOING: '1',
      FRAGILITY_NOTEBOOK_LIMIT: String(60 * minutes),
    });
    return { key, failure: failure && { ...failure, cell: failure.cell - 1 } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A new folder in `graded` for one execution; those of gradings that were killed, and so could not remove theirs, go first.
 *
 * @param {string} graded
 */
export function workingFolder(graded) {
  mkdirSync(graded, { recursive: true });
  for (const name of readdirSync(graded).filter((name) => name.startsWith(EXECUTING))) {
    const written = statSync(join(graded, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (isLeftOver(name, Date.now() - written)) rmSync(join(graded, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(graded, `${EXECUTING}${tagOfProcess()}-`));
}

/**
 * With our kernel, no outputs, and a cell in front that loads the library, which takes the key before any other cell runs.
 *
 * @param {NotebookFile} notebook
 */
function prepared(notebook) {
  const first = {
    ...{ cell_type: 'code', id: 'grading', metadata: {}, outputs: [], execution_count: null },
    source: "import * as cfOfGrading from 'cnn-fragility';\ncfOfGrading.view.exercises();",
  };
  const cells = notebook.cells.map((cell) => (cell.cell_type === 'code' ? { ...cell, outputs: [] } : cell));
  const kernelspec = { name: 'tslab', display_name: 'TypeScript', language: 'typescript' };
  return { ...notebook, metadata: { ...notebook.metadata, kernelspec }, cells: [first, ...cells] };
}
