import type { Head } from '../../model/head';
import type { HostTensor } from '../../model/weights';
import { length, logitsUnder } from '../head-logits';
import { rowProducts } from '../row-products';

/** Largest difference between given and computed logits, over the largest logit: half-precision fe stay below it. */
const CLOSE = 0.01;

/** Logits that are compared one by one, of the first 100 instances at least; of the others, sums over the classes. */
const COMPARED = 20_000;

/** Sums for each row. Errors in several classes may cancel in one of them, but hardly ever in all. */
const SUMS = 4;

/**
 * The factor by which the given logits are the head's, 1 for a linear one; null if they are not those of this head. Every row
 * is looked at: the first ones logit by logit, the others by sums over the classes with random signs (Freivalds' check), which
 * cost n (H + C) instead of n H C.
 */
export function fit(
  head: Head,
  { fe, logits }: { fe: HostTensor; logits: HostTensor | undefined },
): number | null {
  if (!logits) return 1;
  if (logits.shape[1] !== head.C) return null;
  const n = Math.min(fe.shape[0], Math.max(100, Math.ceil(COMPARED / head.C)));
  const computed = logitsUnder(head, fe, n);
  const scale = head.kind === 'cosine' ? factor(computed, logits.data) : 1;
  let largest = 0;
  for (let k = 0; k < logits.data.length; k++) {
    const size = Math.abs(logits.data[k]);
    if (size > largest) largest = size;
  }
  for (let k = 0; k < computed.length; k++)
    if (!(Math.abs(logits.data[k] - scale * computed[k]) <= CLOSE * largest)) return null;
  return fe.shape[0] === n || sumsAgree(head, fe, logits.data, scale, CLOSE * largest * Math.sqrt(head.C))
    ? scale
    : null;
}

/** s of given = s · computed, by least squares; 1 where it hardly differs from it. */
function factor(computed: Float32Array, given: Float32Array): number {
  let [both, own] = [0, 0];
  for (let k = 0; k < computed.length; k++) {
    both += computed[k] * given[k];
    own += computed[k] ** 2;
  }
  const s = both / own;
  return s > 0 && Math.abs(s - 1) > CLOSE ? s : 1;
}

/** Whether sums over the classes with random signs, of the given logits and of the computed, are the same of every row. */
function sumsAgree(
  { kind, W, b, C, H }: Head,
  fe: HostTensor,
  logits: Float32Array,
  scale: number,
  bound: number,
): boolean {
  const lengths = Array.from({ length: C }, (_, c) => (kind === 'cosine' ? length(W, c, H) : 1));
  // Signs from the bits of a multiplicative hash of the class.
  const signs = Float64Array.from({ length: SUMS * C }, (_, k) =>
    Math.imul(k + 1, 0x9e3779b1) < 0 ? -1 : 1,
  );
  const summed = new Float64Array(SUMS * H);
  const constants = new Float64Array(SUMS);
  for (const [k, sign] of signs.entries()) {
    const [s, c] = [Math.floor(k / C), k % C];
    for (let j = 0; j < H; j++) summed[s * H + j] += (sign / lengths[c]) * W[c * H + j];
    constants[s] += sign * (b?.[c] ?? 0);
  }
  const wanted = new Float64Array(SUMS * fe.shape[0]);
  rowProducts(fe.data, summed, H, (i, sums) => {
    const own = kind === 'cosine' ? length(fe.data, i, H) : 1;
    for (let s = 0; s < SUMS; s++) wanted[SUMS * i + s] = scale * (sums[s] / own + constants[s]);
  });
  let agree = true;
  rowProducts(logits, signs, C, (i, given) => {
    for (let s = 0; s < SUMS; s++) agree &&= Math.abs(given[s] - wanted[SUMS * i + s]) <= bound;
  });
  return agree;
}
