import { smallProducts } from '../../embed/row-products';
import { sizeOf, toWhole, wholeScale } from './whole-rows';

/** A score for each row of `x: [n, H]` and each r: about x · rows[r] + offsets[r], and exactly what `exact` says. */
export interface Scores {
  readonly x: Float32Array;
  readonly H: number;
  /** `[R, H]`. */
  readonly rows: Float64Array;
  /** `[R]`. */
  readonly offsets: Float64Array;
  /** The score of row i for r; where that is below `most`, any number below `most` will do. */
  exact(i: number, r: number, most: number): number;
}

/** Double precision changes a sum of n products of size s by less than n · s times this. */
const ROUNDING = 2 ** -50;

/**
 * The r with the largest exact score for each row of x, the lowest on ties. `[n]`. Products of rounded rows find which r rounding
 * cannot tell from the largest: these alone are looked at exactly.
 */
export function largestScores(scores: Scores): Int32Array {
  const { x, H, rows, offsets } = scores;
  const n = x.length / H;
  const largest = new Int32Array(n);
  const places = new Int32Array(offsets.length);
  const rounded = roundedRows(rows, H);
  const farthest = offsets.reduce((most, offset) => Math.max(most, Math.abs(offset)), 0);
  const [unit, near, own] = [new Float64Array(n), new Float64Array(n), new Float64Array(H)];
  const write = (block: Int16Array, at: number, i: number) => {
    for (let j = 0; j < H; j++) own[j] = x[i * H + j];
    const size = sizeOf(own);
    const scale = wholeScale(size, H);
    const off = toWhole(own, scale, block, at);
    if (H % 2 === 1) block[at + H] = 0;
    const lost = off * rounded.length + (size.length + off) * rounded.off;
    const product = size.length * rounded.before;
    unit[i] = 1 / scale / rounded.scale;
    near[i] = 2 * (lost + (H + 2) * ROUNDING * (product + size.length * size.length + farthest));
  };
  smallProducts(n, write, rounded.whole, rounded.width, (i, products) => {
    const found = nearLargest(products, unit[i], offsets, near[i], places);
    let best = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < found; k++) {
      const score = scores.exact(i, places[k], best);
      if (score > best) [largest[i], best] = [places[k], score];
    }
  });
  return largest;
}

/**
 * Rows less their mean, which is in all scores of an x alike, as whole numbers, all times `scale`: `whole: [R, width]`, where width
 * is H or one more, an even number. `length` is that of the longest such row, `off` what rounding changes in the one that it
 * changes most, and no row and its mean were together longer than `before`.
 */
function roundedRows(given: Float64Array, H: number) {
  const [rows, middle] = centred(given, H);
  const R = rows.length / H;
  const row = (r: number) => rows.subarray(r * H, (r + 1) * H);
  let [length, greatest, off] = [0, 0, 0];
  for (let r = 0; r < R; r++) {
    const size = sizeOf(row(r));
    length = Math.max(length, size.length);
    greatest = Math.max(greatest, size.greatest);
  }
  const [scale, width] = [wholeScale({ length, greatest }, H), H + (H % 2)];
  const whole = new Int16Array(R * width);
  for (let r = 0; r < R; r++) off = Math.max(off, toWhole(row(r), scale, whole, r * width));
  return { whole, width, scale, length, off, before: length + 2 * sizeOf(middle).length };
}

/** Rows less their mean, and that mean. */
function centred(rows: Float64Array, H: number): [Float64Array, Float64Array] {
  const [less, middle] = [rows.slice(), new Float64Array(H)];
  for (let k = 0; k < rows.length; k++) middle[k % H] += rows[k] / (rows.length / H);
  for (let k = 0; k < rows.length; k++) less[k] -= middle[k % H];
  return [less, middle];
}

/**
 * Writes to `places: [R]`, in rising order, all r whose product, times `unit`, and offset add to no more than `near` less than the
 * largest such sum; returns how many those are.
 */
function nearLargest(
  products: Int32Array,
  unit: number,
  offsets: Float64Array,
  near: number,
  places: Int32Array,
): number {
  let found = 0;
  let [most, bar] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let r = 0; r < offsets.length; r++) {
    const sum = products[r] * unit + offsets[r];
    if (sum < bar) continue;
    places[found++] = r;
    if (!(sum > most)) continue;
    most = sum;
    bar = most - near;
  }
  let kept = 0;
  for (let k = 0; k < found; k++)
    if (!(products[places[k]] * unit + offsets[places[k]] < bar)) places[kept++] = places[k];
  return kept;
}
