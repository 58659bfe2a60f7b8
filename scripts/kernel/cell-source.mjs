import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
/** @import { Node } from '@tslab/typescript-for-tslab' */

/** @type {typeof import('@tslab/typescript-for-tslab')} */
const ts = require('@tslab/typescript-for-tslab');

/**
 * Rewrites what tslab compiles wrongly in a cell, without moving a line: `{ a }`, which fails if `a` is of an earlier
 * cell, becomes `{ a: a }`.
 *
 * @param {string} code
 */
export function mendCell(code) {
  /** @type {{ at: number, text: string }[]} */
  const insertions = [];
  walk(parseCell(code), (node) => {
    if (ts.isShorthandPropertyAssignment(node) && !node.objectAssignmentInitializer)
      insertions.push({ at: node.name.end, text: `: ${node.name.text}` });
  });
  insertions.sort((a, b) => b.at - a.at);
  return insertions.reduce((text, { at, text: added }) => text.slice(0, at) + added + text.slice(at), code);
}

/** Whether a cell awaits outside of any function. tslab looks for a compiler's error, which not every `await` gives. @param {string} code */
export function awaitsAtTop(code) {
  let found = false;
  walk(parseCell(code), (node) => {
    if (ts.isFunctionLike(node)) return false;
    found ||= ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && Boolean(node.awaitModifier));
  });
  return found;
}

/** The syntax tree of a cell, read as a module: only there is `await (x)` no call of a function named await. @param {string} code */
export function parseCell(code) {
  const setExternalModuleIndicator = (/** @type {object} */ file) => {
    Reflect.set(file, 'externalModuleIndicator', true);
  };
  const options = { languageVersion: ts.ScriptTarget.Latest, setExternalModuleIndicator };
  return ts.createSourceFile('cell.ts', code, options);
}

/** Calls `visit` with every node under `root`; where it returns false, not with those inside. @param {Node} root @param {(node: Node) => unknown} visit */
function walk(root, visit) {
  ts.forEachChild(root, (node) => {
    if (visit(node) !== false) walk(node, visit);
  });
}
