import { length } from '../../embed/head-logits';
import { roughRowProducts } from '../../embed/row-products';

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

/** Single precision changes a sum of n products of size s by less than n · s times this. */
const ROUNDING = 2 ** -22;

/** The same for double precision; and what is lost at most of a product that is too small for single precision. */
const [DOUBLE_ROUNDING, TINY] = [2 ** -50, 2 ** -148];

/** Above this a sum of singles may overflow. */
const GREATEST = 1e37;

/**
 * The r with the largest exact score for each row of x, the lowest on ties. `[n]`. Singles find which r rounding cannot tell from
 * the largest: these alone are looked at exactly.
 */
export function largestScores(scores: Scores): Int32Array {
  const { x, H, rows, offsets } = scores;
  const largest = new Int32Array(x.length / H);
  const R = offsets.length;
  const places = new Int32Array(R);
  let [longest, farthest] = [0, 0];
  for (let r = 0; r < R; r++) {
    longest = Math.max(longest, length(rows, r, H));
    farthest = Math.max(farthest, Math.abs(offsets[r]));
  }
  roughRowProducts(x, Float32Array.from(rows), H, (i, products) => {
    const own = length(x, i, H);
    const product = own * longest;
    const lost = (H + 2) * (ROUNDING * product + DOUBLE_ROUNDING * (own * own + farthest) + TINY);
    const near = product < GREATEST ? 2 * lost : Number.POSITIVE_INFINITY;
    const found = nearLargest(products, offsets, near, places);
    let best = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < found; k++) {
      const score = scores.exact(i, places[k], best);
      if (score > best) [largest[i], best] = [places[k], score];
    }
  });
  return largest;
}

/**
 * Writes to `places: [R]`, in rising order, all r whose product and offset add to no more than `near` less than the largest such
 * sum; returns how many those are.
 */
function nearLargest(
  products: Float32Array,
  offsets: Float64Array,
  near: number,
  places: Int32Array,
): number {
  let found = 0;
  let [most, bar] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let r = 0; r < offsets.length; r++) {
    const sum = products[r] + offsets[r];
    if (sum < bar) continue;
    places[found++] = r;
    if (!(sum > most)) continue;
    most = sum;
    bar = most - near;
  }
  let kept = 0;
  for (let k = 0; k < found; k++)
    if (!(products[places[k]] + offsets[places[k]] < bar)) places[kept++] = places[k];
  return kept;
}
