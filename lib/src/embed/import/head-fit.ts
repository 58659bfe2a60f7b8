import type { Head } from '../../model/head';
import type { HostTensor } from '../../model/weights';
import { logitsUnder } from '../head-logits';

/** Largest difference between given and computed logits, over the largest logit: half-precision fe stay below it. */
const CLOSE = 0.01;

/** Instances whose every logit is compared; of the others, sums over the classes. */
const COMPARED = 1000;

/** Sums a row. Errors in several classes rarely cancel in one of them, and hardly ever in all. */
const SUMS = 4;

/**
 * The factor by which the given logits are the head's, 1 for a linear one; null if they are not those of this head. Every row
 * is looked at: the first 1,000 logit by logit, the others by sums over the classes with random signs (Freivalds' check), which
 * cost n (H + C) instead of n H C.
 */
export function fit(
  head: Head,
  { fe, logits }: { fe: HostTensor; logits: HostTensor | undefined },
): number | null {
  if (!logits) return 1;
  if (logits.shape[1] !== head.C) return null;
  const n = Math.min(fe.shape[0], COMPARED);
  const computed = logitsUnder(head, fe, n);
  const scale = head.kind === 'cosine' ? factor(computed, logits.data) : 1;
  let largest = 0;
  for (let k = 0; k < logits.data.length; k++) largest = Math.max(largest, Math.abs(logits.data[k]));
  for (let k = 0; k < computed.length; k++)
    if (!(Math.abs(logits.data[k] - scale * computed[k]) <= CLOSE * largest)) return null;
  const bound = CLOSE * largest * Math.sqrt(head.C);
  for (let s = 0; s < SUMS && fe.shape[0] > n; s++)
    if (!sumsAgree(head, fe, logits.data, scale, s, bound)) return null;
  return scale;
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

function sumsAgree(
  { kind, W, b, C, H }: Head,
  fe: HostTensor,
  logits: Float32Array,
  scale: number,
  seed: number,
  bound: number,
): boolean {
  // Signs from the bits of a multiplicative hash of the class.
  const signs = Float64Array.from({ length: C }, (_, c) =>
    Math.imul(c + 1 + seed * C, 0x9e3779b1) < 0 ? -1 : 1,
  );
  const cosine = kind === 'cosine';
  const sum = new Float64Array(H);
  let constant = 0;
  for (let c = 0; c < C; c++) {
    const row = W.subarray(c * H, (c + 1) * H);
    const share = signs[c] / (cosine ? Math.hypot(...row) || 1 : 1);
    for (let j = 0; j < H; j++) sum[j] += share * row[j];
    constant += signs[c] * (b?.[c] ?? 0);
  }
  for (let i = 0; i < fe.shape[0]; i++) {
    let [computed, square, given] = [0, 0, 0];
    for (let j = 0; j < H; j++) {
      const value = fe.data[i * H + j];
      computed += value * sum[j];
      square += value * value;
    }
    for (let c = 0; c < C; c++) given += signs[c] * logits[i * C + c];
    const own = cosine ? computed / (Math.sqrt(square) || 1) : computed;
    if (!(Math.abs(given - scale * (own + constant)) <= bound)) return false;
  }
  return true;
}
