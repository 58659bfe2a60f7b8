import { createRequire } from 'node:module';
import { codeCells, readNotebook, textOf } from '../notebooks/notebook.mjs';
import { parseCell } from './cell-source.mjs';

/** @type {typeof import('@tslab/typescript-for-tslab')} */
const ts = createRequire(import.meta.url)('@tslab/typescript-for-tslab');

/** What to do about `name`, which no cell has defined that ran. Null if no cell of the notebook defines it. @param {string} name @param {string} [notebook] */
export function whereDefined(name, notebook = process.env.JPY_SESSION_NAME) {
  const cells = savedCode(notebook);
  if (!cells)
    return `If a cell above defines \`${name}\`, run that first: Run > Run All Above Selected Cell.`;
  const at = cells.findIndex((code) => declaredNames(code).has(name));
  if (at < 0) return null;
  const first = cells[at].split('\n').find((line) => new RegExp(`\\b${name}\\b`).test(line));
  const which = `code cell ${at + 1}, \`${first?.trim()}\``;
  return `\`${name}\` is defined in ${which}: run that first (Run > Run All Above Selected Cell).`;
}

/** The code of a saved notebook's cells; null if there is none to read. @param {string | undefined} notebook @returns {string[] | null} */
function savedCode(notebook) {
  try {
    return codeCells(readNotebook(notebook ?? '')).map(textOf);
  } catch {
    return null;
  }
}

/** @import { ImportClause, Node } from '@tslab/typescript-for-tslab' */

/** The names that a cell gives to later cells. @param {string} code @returns {Set<string>} */
function declaredNames(code) {
  /** @type {Set<string>} */
  const names = new Set();
  const add = (/** @type {Node | undefined} */ binding) => {
    if (!binding) return;
    if (ts.isIdentifier(binding)) names.add(binding.text);
    else if (
      ts.isObjectBindingPattern(binding) ||
      ts.isArrayBindingPattern(binding) ||
      ts.isNamedImports(binding)
    )
      for (const element of binding.elements) if ('name' in element) add(element.name);
  };
  for (const statement of parseCell(code).statements) {
    if (ts.isImportDeclaration(statement)) addImported(statement.importClause, add);
    else if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) add(name);
    else if ('name' in statement) add(/** @type {Node | undefined} */ (statement.name));
  }
  return names;
}

/** @param {ImportClause | undefined} clause @param {(binding: Node | undefined) => void} add */
function addImported(clause, add) {
  add(clause?.name);
  const bindings = clause?.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings)) add(bindings.name);
  else add(bindings);
}
