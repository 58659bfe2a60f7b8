import { checkEmbedding } from '../../embed/check';
import type { Embedding, Head } from '../../embed/embeddings';
import { remembered } from '../../embed/remembered';
import { checkValue, whole } from '../../options';
import { ceFactors, fillCe } from '../instance/class-embedding';
import { selectTop } from '../instance/top-k';
import { type ClassRows, type Grouping, groupSizes, meanRows } from '../per-class';

/** The features of each instance's K largest values, largest first. `index: [n, K]`. */
export interface InstanceTopK {
  readonly K: number;
  readonly index: Int32Array;
}

/**
 * The features of the K largest fe of every instance, ties by the lower feature.
 * Throws UserError unless 1 <= K <= H. Source: paper §5.6.
 */
export function instanceTopK(embedding: Embedding, K = 7): InstanceTopK {
  checkEmbedding('instanceTopK', embedding);
  checkValue('instanceTopK', 'K', K, whole(1, embedding.H));
  const { H, fe } = embedding;
  const fill = (row: Float64Array, i: number) => {
    for (let j = 0; j < H; j++) row[j] = fe[i * H + j];
  };
  return remembered(embedding, 'top K', [K], () => tabulate(embedding, K, fill));
}

/**
 * The same on the class embeddings of the rows `reference: [n]`. Their order does not depend on the units, as
 * normalising scales all of an instance's values alike.
 */
export function instanceTopKCe(embedding: Embedding, head: Head, reference: Int32Array, K = 7): InstanceTopK {
  checkValue('instanceTopKCe', 'K', K, whole(1, embedding.H));
  const factors = ceFactors(embedding, head, 'raw');
  return tabulate(embedding, K, (row, i) => {
    fillCe(row, embedding, factors, i, reference[i]);
  });
}

/** The top K of the rows `[H]` that `fill` writes, one an instance. */
function tabulate(
  { n, H }: Embedding,
  K: number,
  fill: (row: Float64Array, i: number) => void,
): InstanceTopK {
  const index = new Int32Array(n * K);
  const [row, values, features] = [new Float64Array(H), new Float64Array(K), new Int32Array(K)];
  for (let i = 0; i < n; i++) {
    fill(row, i);
    selectTop(row, values, features);
    for (let k = 0; k < K; k++) index[i * K + k] = features[k];
  }
  return { K, index };
}

/**
 * In which share of each class's instances a feature is among the instance's top K, 0..1; over the features the
 * shares sum to K. `[C][H]`; null for an empty set.
 */
export function topKRatio(instances: InstanceTopK, grouping: Grouping, C: number, H: number): ClassRows {
  const { K, index } = instances;
  const counts = new Float64Array(C * H);
  for (let i = 0; i < grouping.length; i++) {
    if (grouping[i] < 0) continue;
    const row = grouping[i] * H;
    for (let at = i * K; at < (i + 1) * K; at++) counts[row + index[at]]++;
  }
  return meanRows(counts, groupSizes(grouping, C));
}

/**
 * Class top-K ratio: in which share of a class's instances each feature is among the K largest fe, 0..1.
 * `[C][H]`; null for an empty class. Its largest entries are the class top-K members. Source: paper §5.6, Fig. 8.
 */
export function classTopKRatio(embedding: Embedding, K = 7): ClassRows {
  return topKRatio(instanceTopK(embedding, K), embedding.labels, embedding.C, embedding.H);
}
