import type { Embedding, Head } from '../embed/embeddings';
import { checkClasses, checkCount, checkEmbedding, checkHead } from './check';
import { type CeUnits, ceFactors } from './class-embedding';
import { largestFirst } from './top-k';

/** Gives S_1 .. S_K of instance i. `[K]`; the same array each time, overwritten by the next call. */
export type TopKSums = (i: number) => Float64Array;

/**
 * A reader of the running sums of each instance's largest class embeddings, signed, largest first:
 * S_K[i] = sum of the K largest of ce[i, .] for the row `reference[i]`. `reference: [n]`.
 */
export function topKSums(
  embedding: Embedding,
  head: Head,
  reference: Int32Array,
  K: number,
  units: CeUnits,
): TopKSums {
  const { H, fe } = embedding;
  const { weights, scales } = ceFactors(embedding, head, units);
  const ce = new Float64Array(H);
  const sums = new Float64Array(K);
  return (i) => {
    const scale = scales ? scales[i] : 1;
    const row = reference[i] * H;
    for (let j = 0; j < H; j++) ce[j] = fe[i * H + j] * weights[row + j] * scale;
    largestFirst(ce, sums);
    for (let k = 1; k < K; k++) sums[k] += sums[k - 1];
    return sums;
  };
}

/**
 * S_K of every instance: the sum of the K largest class embeddings for its row `reference[i]`.
 * `reference: [n]`, result `[n]`. Source: paper §3.3.
 */
export function topKSum(
  embedding: Embedding,
  head: Head,
  reference: Int32Array,
  K: number,
  units: CeUnits = 'raw',
): Float64Array {
  checkEmbedding('topKSum', embedding);
  checkHead('topKSum', head, embedding);
  checkClasses('topKSum', 'reference', reference, embedding.n, embedding.C);
  checkCount('topKSum', 'K', K, embedding.H);
  const sums = topKSums(embedding, head, reference, K, units);
  return Float64Array.from({ length: embedding.n }, (_, i) => sums(i)[K - 1]);
}
