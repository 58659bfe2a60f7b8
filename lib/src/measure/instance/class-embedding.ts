import { checkClasses, checkEmbedding, checkHead } from '../../embed/check';
import type { Embedding, Head } from '../../embed/embeddings';
import { length } from '../../embed/head-logits';
import { remembered } from '../../embed/remembered';
import { oneOf } from '../../options';

/**
 * Units of a class embedding under a cosine head: `raw` multiplies the unnormalised fe and W, as the paper does;
 * `normed` scales both to unit length first, so that a class embedding sums to its logit. For a linear head the
 * two are the same.
 */
export type CeUnits = 'raw' | 'normed';

export const ceUnits = oneOf<CeUnits>('raw', 'normed');

/**
 * What turns fe into class embeddings: ce[i, j] = fe[i, j] * weights[c, j] * scales[i].
 * `weights: [C, H]`; `scales: [n]`, null where all are 1.
 */
export interface CeFactors {
  readonly weights: Float64Array;
  readonly scales: Float64Array | null;
}

/** The factors of the class embeddings of `embedding` under `head`. */
export function ceFactors(embedding: Embedding, head: Head, units: CeUnits): CeFactors {
  if (head.kind === 'linear' || units === 'raw') return { weights: new Float64Array(head.W), scales: null };
  const { n, H, fe } = embedding;
  const rowScales = inverseNorms(head.W, head.C, H);
  const weights = Float64Array.from(head.W, (w, k) => w * rowScales[Math.floor(k / H)]);
  return { weights, scales: remembered(embedding, 'scales', [], () => inverseNorms(fe, n, H)) };
}

/** What the ce of instance i are scaled by. */
export function scaleOf({ scales }: Pick<CeFactors, 'scales'>, i: number): number {
  return scales ? scales[i] : 1;
}

/** Writes the class embeddings of instance i for the class row `c` into `row: [H]`; returns their sum. */
export function fillCe(
  row: Float64Array,
  { H, fe }: Embedding,
  factors: CeFactors,
  i: number,
  c: number,
): number {
  const scale = scaleOf(factors, i);
  const { weights } = factors;
  const [ofInstance, ofClass] = [i * H, c * H];
  let sum = 0;
  for (let j = 0; j < H; j++) {
    const ce = fe[ofInstance + j] * weights[ofClass + j] * scale;
    row[j] = ce;
    sum += ce;
  }
  return sum;
}

/**
 * Class embedding (CE) of every instance for the class row named by `reference`:
 * ce[i, j] = fe[i, j] * W[reference[i], j]. Over j it sums to the logit less its bias (linear head), or to the
 * cosine (`normed`). `reference: [n]`, result `[n, H]`. Source: paper §3.2.
 */
export function classEmbedding(
  embedding: Embedding,
  head: Head,
  reference: Int32Array,
  units: CeUnits = 'raw',
): Float64Array {
  checkEmbedding('classEmbedding', embedding);
  checkHead('classEmbedding', head, embedding);
  const { n, H, C } = embedding;
  checkClasses('classEmbedding', 'reference', reference, n, C);
  const factors = ceFactors(embedding, head, units);
  const ce = new Float64Array(n * H);
  for (let i = 0; i < n; i++) fillCe(ce.subarray(i * H, (i + 1) * H), embedding, factors, i, reference[i]);
  return ce;
}

function inverseNorms(matrix: Float32Array, rows: number, columns: number): Float64Array {
  const inverse = new Float64Array(rows);
  for (let r = 0; r < rows; r++) inverse[r] = 1 / length(matrix, r, columns);
  return inverse;
}
