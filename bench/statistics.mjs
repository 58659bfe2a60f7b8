/** The middle one; the mean of the middle two of an even number. @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** To three digits. @param {number} value */
export function round(value) {
  return Number(value.toPrecision(3));
}

/**
 * Largest difference of two lists over the largest value of the first.
 *
 * @param {ArrayLike<number>} first
 * @param {ArrayLike<number>} b
 */
export function relativeDifference(first, b) {
  const a = Float64Array.from(first);
  const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return a.reduce((most, value, k) => Math.max(most, Math.abs(value - b[k])), 0) / largest;
}
