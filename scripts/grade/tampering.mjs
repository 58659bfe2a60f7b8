/**
 * What no exercise needs, and whoever wants to be graded better than they are does.
 *
 * @type {[RegExp, string][]}
 */
const SUSPECTS = [
  [/\bcf\s*\.\s*check(\s*\.\s*\w+)?\s*(as\s+any\s*\)?\s*)?=(?![=>])/, 'assigns to the checker'],
  [/\(\s*cf(\.check)?\s+as\s+any/, 'takes the types off the checker'],
  [/\bcf\s*\.\s*check\s*\[/, 'reaches for the checker by a computed name'],
  [/\.\s*exercise\b|\.\s*solve\b/, 'asks the checker for its solution'],
  [/\b(require|import)\s*\(/, 'loads a module of its own'],
  [/cnn-fragility\/|lib\/dist/, 'reaches into the library'],
  [/defineProperty|setPrototypeOf|\bProxy\b|\.\s*prototype\b|__proto__/, 'changes what belongs to all'],
  [/cnn-fragility\.check|lastWriteDisplayData/, 'writes an outcome by itself'],
  [/\bprocess\s*\.|\bglobalThis\b|\bglobal\s*\./, 'reaches for the process'],
];

/**
 * Code cells that do what no exercise needs: `{ cell, what }` each, cells counted as the notebook shows them.
 *
 * @param {import('../notebooks/notebook.mjs').Notebook} notebook
 */
export function suspicious({ cells }) {
  const code = cells.filter(({ cell_type }) => cell_type === 'code');
  return code.flatMap((cell, k) => {
    const source = withoutComments([cell.source].flat().join(''));
    return SUSPECTS.filter(([pattern]) => pattern.test(source)).map(([, what]) => ({ cell: k + 1, what }));
  });
}

/** @param {string} source */
function withoutComments(source) {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');
}
