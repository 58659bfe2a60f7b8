import { checkClasses, checkEmbedding, checkHead } from '../../embed/check';
import type { Embedding, Head } from '../../embed/embeddings';
import { checkValue, whole } from '../../options';
import { type CeUnits, ceFactors, fillCe } from './class-embedding';
import { Falling } from './falling';

/**
 * S_K of every instance: the sum of the K largest class embeddings, signed, for its row `reference[i]`.
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
  checkValue('topKSum', 'K', K, whole(1, embedding.H));
  const factors = ceFactors(embedding, head, units);
  const sums = new Float64Array(embedding.n);
  const ce = new Falling(embedding.H);
  for (let i = 0; i < sums.length; i++) {
    fillCe(ce.row, embedding, factors, i, reference[i]);
    ce.start();
    for (let k = 0; k < K; k++) sums[i] += ce.next();
  }
  return sums;
}
