/**
 * Where in `code` to look for what a reader at `cursor` asks about: at the name that the cursor touches, else, between
 * the parentheses of a call, at the name of what is called. tslab itself knows names only.
 *
 * @param {string} code
 * @param {number} cursor
 */
export function inspectedPosition(code, cursor) {
  const touched = code.slice(Math.max(0, cursor - 1), cursor + 1);
  if (/[\w$]/.test(touched)) return cursor;
  const opening = openParenthesis(code, cursor);
  return opening < 0 ? cursor : code.slice(0, opening).trimEnd().length;
}

/** The last parenthesis that is open at `cursor`, or -1. @param {string} code @param {number} cursor */
function openParenthesis(code, cursor) {
  let closed = 0;
  for (let at = cursor - 1; at >= 0; at--) {
    if (code[at] === ')') closed++;
    if (code[at] === '(' && closed-- === 0) return at;
  }
  return -1;
}
