/**
 * Largest relative difference between the numbers of two results of one shape; infinite where one lacks something or
 * counts differently. For a class without instances ours has null, NumPy a list of nulls.
 *
 * @param {unknown} a
 * @param {unknown} b
 * @returns {number}
 */
export function difference(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) / Math.max(1, Math.abs(a));
  if (isNothing(a) && isNothing(b)) return 0;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object')
    return a === b ? 0 : Number.POSITIVE_INFINITY;
  const names = Object.keys(b);
  return Math.max(0, ...names.map((name) => difference(Reflect.get(a, name), Reflect.get(b, name))));
}

/** @param {unknown} value */
function isNothing(value) {
  return value === null || (Array.isArray(value) && value.every((entry) => entry === null));
}
