import { createRequire } from 'node:module';

const ts = createRequire(import.meta.url)('@tslab/typescript-for-tslab');
const IMPORT = /^import \* as (\w+) from '([^']+)';$/gm;
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;

/**
 * The code cells of a notebook as one function `(cf, aq, dfd, at) => Promise`, to be called with the libraries that it
 * imports; `at(id)` is called as each cell begins. A cell may declare again what an earlier one has declared, so each opens a
 * block within the one before. `edit` may change a cell's code: `edit(code, cell)`.
 */
export function programOf({ cells }, edit = (code) => code) {
  const code = cells.filter(({ cell_type }) => cell_type === 'code');
  const blocks = code.map((cell) => {
    const text = [cell.source].flat().join('').replace(IMPORT, '');
    return `{ at(${JSON.stringify(cell.id)});\n${edit(text, cell)}\n`;
  });
  const { outputText } = ts.transpileModule(`async () => {\n${blocks.join('')}${'}'.repeat(code.length)}}`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.None },
  });
  return new AsyncFunction(
    'cf',
    'aq',
    'dfd',
    'at',
    `'use strict'; await (${outputText.replace(/;\s*$/, '')})();`,
  );
}
