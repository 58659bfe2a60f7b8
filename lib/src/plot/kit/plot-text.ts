/** Tags that the figures write themselves. Of others Plotly makes links and styles, which a name from a file could bring. */
const FOREIGN = /<(?=[a-z/!?])(?!\/?(?:b|i|br|sub|sup|extra)>)/gi;

/**
 * The value with every text in it as Plotly shall show it: no link, no style and no formula, whatever stands in names. What has
 * none of the signs for them, arrays of numbers above all, stays the same object.
 */
export function withPlainTexts<T>(value: T): T {
  if (typeof value === 'string') return plainText(value) as T;
  if (Array.isArray(value)) return mended(value, value.map(withPlainTexts)) as T;
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value);
  const texts = mended(
    entries.map(([, one]) => one),
    entries.map(([, one]) => withPlainTexts<unknown>(one)),
  );
  return entries.every(([, one], k) => one === texts[k])
    ? value
    : (Object.fromEntries(entries.map(([name], k) => [name, texts[k]])) as T);
}

function mended<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return before.every((one, k) => one === after[k]) ? before : after;
}

/** Two dollars enclose a formula where the page has MathJax. */
function plainText(text: string): string {
  const formula = text.indexOf('$') !== text.lastIndexOf('$');
  const plain = text.replace(FOREIGN, '&lt;');
  return formula ? plain.replaceAll('$', '&#36;') : plain;
}
