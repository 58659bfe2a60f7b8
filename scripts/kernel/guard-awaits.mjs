/**
 * A transformer for TypeScript's compiler `ts`: `await x` becomes `await __tslab__.awaited(x)`, `for await (… of x)` likewise
 * with `each`: there an interrupt gets in.
 *
 * @param {typeof import('typescript-js')} ts
 * @returns {import('typescript-js').TransformerFactory<import('typescript-js').SourceFile>}
 */
export const guardAwaits = (ts) => (context) => {
  const { factory } = context;
  const guarded = (/** @type {string} */ name, /** @type {import('typescript-js').Expression} */ value) => {
    const guard = factory.createPropertyAccessExpression(factory.createIdentifier('__tslab__'), name);
    return factory.createCallExpression(guard, undefined, [value]);
  };
  const visit = (/** @type {import('typescript-js').Node} */ node) => {
    const visited = ts.visitEachChild(node, visit, context);
    if (ts.isAwaitExpression(visited))
      return factory.updateAwaitExpression(visited, guarded('awaited', visited.expression));
    if (ts.isForOfStatement(visited) && visited.awaitModifier) {
      const { awaitModifier, initializer, expression, statement } = visited;
      const values = guarded('each', expression);
      return factory.updateForOfStatement(visited, awaitModifier, initializer, values, statement);
    }
    return visited;
  };
  return (file) => /** @type {import('typescript-js').SourceFile} */ (ts.visitNode(file, visit));
};
