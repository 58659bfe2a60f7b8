import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { executeOne } from '../notebooks/execute.mjs';
import { out } from '../paths.mjs';

/** @import { NotebookFile } from '../notebooks/notebook.mjs' */

/**
 * Executes a notebook into `target` with `minutes`, in our kernel and a folder of its own that is removed afterwards. Returns the
 * key of the seals of its outcomes, and the failure that ended it, cells counted as the notebook shows them.
 *
 * @param {NotebookFile} notebook
 * @param {string} target
 * @param {number} minutes
 */
export async function executeForGrading(notebook, target, minutes) {
  mkdirSync(join(out, 'graded'), { recursive: true });
  const folder = mkdtempSync(join(out, 'graded', 'executing-'));
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
