import { createRequire } from 'node:module';
import { codeCells, textOf } from './notebook.mjs';

/** @import { Notebook } from './notebook.mjs' */

const ts = createRequire(import.meta.url)('@tslab/typescript-for-tslab');
const IMPORT = /^import \* as (\w+) from '([^']+)';$/gm;
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;

/**
 * The code cells of a notebook as one function, without its kernel: `run(values)`, where `values` holds by name what the
 * notebook imports, and `at(id)`, which is called as each cell begins. A cell may declare again what an earlier one has
 * declared, so each opens a block within the one before. `edit` changes the code of a cell.
 *
 * @param {Notebook} notebook
 * @param {(code: string) => string} [edit]
 */
export function programOf(notebook, edit = (code) => code) {
  const code = codeCells(notebook);
  const blocks = code.map((cell) => {
    const text = textOf(cell).replace(IMPORT, '');
    return `{ at(${JSON.stringify(cell.id)});\n${edit(text)}\n`;
  });
  const { outputText } = ts.transpileModule(`async () => {\n${blocks.join('')}${'}'.repeat(code.length)}}`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.None },
  });
  const body = `'use strict'; await (${outputText.replace(/;\s*$/, '')})();`;
  return (/** @type {Record<string, unknown>} */ values) =>
    new AsyncFunction(...Object.keys(values), body)(...Object.values(values));
}
