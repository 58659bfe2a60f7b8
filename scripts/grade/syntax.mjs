import { createRequire } from 'node:module';

/** The compiler of the kernel: a cell is read as it will be executed, without comments, however it is written. */
export const ts = createRequire(import.meta.url)('@tslab/typescript-for-tslab');

/** A cell's code as a tree. @param {string} source */
export function treeOf(source) {
  return ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ESNext, true);
}

/** A tree's nodes, its root first; types, which do nothing, left out. @param {any} node @returns {any[]} */
export function nodesOf(node) {
  const below = /** @type {any[]} */ ([]);
  ts.forEachChild(node, (/** @type {any} */ child) => {
    if (!ts.isTypeNode(child) || ts.isExpressionWithTypeArguments(child)) below.push(...nodesOf(child));
  });
  return [node, ...below];
}

/** What a node gives another value: `a.b` of `a.b = 1`. @param {any} node @returns {any[]} */
export function targetsOf(node) {
  if (ts.isBinaryExpression(node) && ts.isAssignmentOperator(node.operatorToken.kind))
    return partsOf(node.left);
  if (ts.isForInStatement(node) || ts.isForOfStatement(node)) return partsOf(node.initializer);
  if (ts.isDeleteExpression(node)) return [bare(node.expression)];
  if (ts.isCallExpression(node) && node.expression.getText() === 'Object.assign' && node.arguments.length)
    return [bare(node.arguments[0])];
  const { PlusPlusToken, MinusMinusToken } = ts.SyntaxKind;
  const isStep = [PlusPlusToken, MinusMinusToken].includes(node.operator);
  return isStep ? [bare(node.operand)] : [];
}

/** The targets of `[a.b, { c: d }] = …`. @param {any} target @returns {any[]} */
function partsOf(target) {
  const plain = bare(target);
  if (ts.isArrayLiteralExpression(plain)) return plain.elements.flatMap(partsOf);
  if (!ts.isObjectLiteralExpression(plain)) return [plain];
  return plain.properties.flatMap((/** @type {any} */ part) =>
    partsOf(part.initializer ?? part.name ?? part.expression),
  );
}

/** A node without brackets and types around it. @param {any} node @returns {any} */
export function bare(node) {
  const isWrapped =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isSatisfiesExpression(node);
  return isWrapped ? bare(node.expression) : node;
}

/** What stands around a node, brackets and types left out. @param {any} node */
export function outside(node) {
  let around = node.parent;
  while (bare(around) !== around) around = around.parent;
  return around;
}

/** `a` of `a.b[c].d`. @param {any} node @returns {any} */
export function rootOf(node) {
  const plain = bare(node);
  return ts.isAccessExpression(plain) || ts.isCallExpression(plain) ? rootOf(plain.expression) : plain;
}
