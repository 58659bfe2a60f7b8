/** Elimination must leave more than this share of a number on the diagonal: of less, too few digits are right. */
const LEFT = 1e-6;

/** L⁻¹ of a symmetric A = L Lᵀ, `[m, m]`, where elimination leaves enough of each number of its diagonal; null where not. */
export function inverseFactor(A: Float64Array, m: number): Float64Array | null {
  const [across, inverse, factors] = [A.slice(), new Float64Array(m * m), new Float64Array(m)];
  for (let i = 0; i < m; i++) {
    // Row i of Lᵀ, `across`, in place of that of A; what is behind its diagonal in the rows before it is row i of L.
    for (let k = 0; k < i; k++) factors[k] = across[k * m + i];
    const upper = across.subarray(i * m, (i + 1) * m);
    takeOff(upper, factors, i, across, i, m);
    if (!(upper[i] > LEFT * A[i * m + i])) return null;
    const pivot = Math.sqrt(upper[i]);
    for (let j = i; j < m; j++) upper[j] /= pivot;
    const own = inverse.subarray(i * m, (i + 1) * m);
    takeOff(own, factors, i, inverse, 0, 0);
    for (let j = 0; j < i; j++) own[j] /= pivot;
    own[i] = 1 / pivot;
  }
  return inverse;
}

/**
 * Takes the first `count` of `rows: [m, m]`, each times its factor, off `own: [m]`, between the places `from` and `to`; `to` 0 is
 * for a lower triangle, whose row k ends at place k. Four rows at a time, one number after another in each place.
 */
function takeOff(
  own: Float64Array,
  factors: Float64Array,
  count: number,
  rows: Float64Array,
  from: number,
  to: number,
): void {
  const m = own.length;
  const fours = count - (count % 4);
  for (let k = 0; k < fours; k += 4) {
    const [a, b, c, d] = [factors[k], factors[k + 1], factors[k + 2], factors[k + 3]];
    const end = to || k + 4;
    for (let j = from, at = k * m + from; j < end; j++, at++)
      own[j] = own[j] - a * rows[at] - b * rows[at + m] - c * rows[at + 2 * m] - d * rows[at + 3 * m];
  }
  for (let k = fours; k < count; k++)
    for (let j = from; j < (to || k + 1); j++) own[j] -= factors[k] * rows[k * m + j];
}
