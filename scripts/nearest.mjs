/**
 * The word of `known` that is nearest to `given` by Levenshtein's distance; null if none is near.
 *
 * @param {string} given
 * @param {readonly string[]} known
 */
export function nearest(given, known) {
  const near = known
    .map((word) => ({ word, distance: distance(given, word) }))
    .filter((one) => one.distance <= Math.max(2, one.word.length / 3));
  return near.sort((a, b) => a.distance - b.distance)[0]?.word ?? null;
}

/** Insertions, deletions and exchanges of letters that turn `a` into `b`. @param {string} a @param {string} b */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}
