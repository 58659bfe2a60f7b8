import { codeCells, textOf } from '../notebooks/notebook.mjs';
import { bare, nodesOf, outside, rootOf, targetsOf, treeOf, ts } from './syntax.mjs';

const LIBRARY = 'cnn-fragility';
const MODULES = [LIBRARY, 'arquero', 'danfojs-node'];

/** Names that no exercise needs, and what they are for. */
const NAMES = meanings([
  ['require module exports createRequire', 'loads a module of its own'],
  ['process globalThis global', 'reaches for the process'],
  ['eval Function constructor', 'makes code of a text, or a class of its object'],
  ['Proxy Reflect prototype __proto__ setPrototypeOf', 'changes what belongs to all'],
  ['defineProperty defineProperties prepareStackTrace', 'changes what belongs to all'],
  ['caller callee lastWriteDisplayData', 'reaches for who called it'],
]);
/** The same for parts of something, `a.solve`; a variable of that name is nothing special. */
const PARTS = meanings([['exercise solve', 'asks the checker for its solution']]);

/** @param {[names: string, what: string][]} list */
function meanings(list) {
  return new Map(list.flatMap(([names, what]) => names.split(' ').map((name) => [name, what])));
}

/**
 * Code cells that do what no exercise needs, and whoever wants to be graded better than they are does: `{ cell, what }` each,
 * cells counted as the notebook shows them.
 *
 * @param {import('../notebooks/notebook.mjs').Notebook} notebook
 */
export function suspicious(notebook) {
  const cells = codeCells(notebook).map((cell) => nodesOf(treeOf(textOf(cell))));
  const all = cells.flat();
  const own = new Set(all.filter(isDeclaration).map(({ name }) => name.text));
  const libraries = new Set(all.filter(isLibrary).map(({ name }) => name.text));
  return cells.flatMap((nodes, k) => {
    const found = nodes.flatMap((node) => [
      ...named(node),
      ...loaded(node),
      ...changed(node, own, libraries),
      ...taken(node, libraries),
    ]);
    return [...new Set(found)].map((what) => ({ cell: k + 1, what }));
  });
}

/** What gives a name to something of the notebook's own. @param {any} node */
function isDeclaration(node) {
  const declares =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node);
  return declares && node.name && ts.isIdentifier(node.name);
}

/** `* as cf` or `cf` in an import of the library. @param {any} node */
function isLibrary(node) {
  const clause = ts.isNamespaceImport(node) ? node.parent : node;
  return ts.isImportClause(clause) && node.name && clause.parent.moduleSpecifier.text === LIBRARY;
}

/** A name of the lists; as a text only in brackets. @param {any} node @returns {string[]} */
function named(node) {
  const isText = ts.isStringLiteralLike(node);
  if (!isText && !ts.isIdentifier(node)) return [];
  if (/cnn-fragility(\/|\.check)|lib\/dist/.test(node.text)) return ['reaches into the library'];
  const meaning =
    (isPart(node) && PARTS.get(node.text)) || ((!isText || isPart(node)) && NAMES.get(node.text));
  return meaning ? [meaning] : [];
}

/** `b` of `a.b`, `a['b']`, `const { b } = a` and `const { b: c } = a`. @param {any} node */
function isPart(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression === node;
  if (!ts.isBindingElement(parent)) return false;
  return ts.isObjectBindingPattern(parent.parent) && (parent.propertyName ?? parent.name) === node;
}

/** A module that the notebooks do without, and any while a cell runs. @param {any} node */
function loaded(node) {
  if (node.expression?.kind === ts.SyntaxKind.ImportKeyword) return ['loads a module of its own'];
  const isFrom = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
  const from = isFrom ? node.moduleSpecifier?.text : undefined;
  return from === undefined || MODULES.includes(from) ? [] : [`loads the module ${from}`];
}

/** A change of something that no cell has made. @param {any} node @param {Set<string>} own @param {Set<string>} libraries */
function changed(node, own, libraries) {
  const roots = targetsOf(node).map(rootOf);
  return roots
    .filter((root) => ts.isIdentifier(root) && !own.has(root.text))
    .map(({ text }) =>
      libraries.has(text) ? 'assigns to the checker' : `changes ${text}, which it has not made`,
    );
}

/**
 * The library otherwise than as `cf.name`, or the checker otherwise than as `cf.check.name(…)`.
 *
 * @param {any} node
 * @param {Set<string>} libraries
 */
function taken(node, libraries) {
  const what = ['takes the checker apart'];
  if (ts.isImportSpecifier(node))
    return ['check', 'default'].includes((node.propertyName ?? node.name).text) ? what : [];
  if (!ts.isIdentifier(node) || !libraries.has(node.text) || isOtherName(node)) return [];
  const room = outside(node);
  if (!ts.isPropertyAccessExpression(room)) return what;
  if (room.name.text !== 'check') return [];
  const check = outside(room);
  const call = outside(check);
  const isCalled = ts.isCallExpression(call) && bare(call.expression) === check;
  return ts.isPropertyAccessExpression(check) && isCalled ? [] : what;
}

/** A name of something else, or the import itself. @param {any} node */
function isOtherName(node) {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return false;
  return parent.name === node || parent.propertyName === node;
}
