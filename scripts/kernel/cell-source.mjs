import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const ts = require('@tslab/typescript-for-tslab');

/**
 * Rewrites two things in a cell that tslab compiles wrongly, without moving a line: `{ a }` (fails if `a` is of an
 * earlier cell) becomes `{ a: a }`, and top-level `await (x)` (taken for a call) becomes `await Promise.resolve(x)`.
 */
export function mendCell(code) {
  const insertions = [];
  const visit = (node) => {
    if (ts.isShorthandPropertyAssignment(node) && !node.objectAssignmentInitializer)
      insertions.push({ at: node.name.end, text: `: ${node.name.text}` });
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'await')
      insertions.push({ at: node.expression.end, text: ' Promise.resolve' });
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest));
  insertions.sort((a, b) => b.at - a.at);
  return insertions.reduce((text, { at, text: added }) => text.slice(0, at) + added + text.slice(at), code);
}
