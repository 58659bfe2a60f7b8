import { checkArray, checkClasses, checkEmbedding } from '../../embed/check';
import type { Embedding } from '../../embed/embeddings';

/**
 * Largest adversary logit: LG_A[i] = max over c != reference[i] of logits[i, c] (cosines for a cosine head), or
 * of logits[i, c] - bias[c] where a bias is given. `reference: [n]`, `bias: [C]`, result `[n]`.
 * Source: paper §3.3.
 */
export function largestAdversary(
  embedding: Embedding,
  reference: Int32Array,
  bias: Float32Array | null = null,
): Float64Array {
  checkEmbedding('largestAdversary', embedding);
  const { n, C, logits } = embedding;
  checkClasses('largestAdversary', 'reference', reference, n, C);
  if (bias) checkArray('largestAdversary', 'bias', bias, 'Float32Array', C, `C = ${C}`);
  const off = bias || new Float32Array(C);
  const largest = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const own = reference[i];
    let most = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < C; c++) {
      const logit = logits[i * C + c] - off[c];
      if (logit > most && c !== own) most = logit;
    }
    largest[i] = most;
  }
  return largest;
}
