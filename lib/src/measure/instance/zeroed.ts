import type { Embedding, Head } from '../../embed/embeddings';
import { transposed } from '../transposed';
import { ceFactors, scaleOf } from './class-embedding';

/**
 * What a feature adds to the logits: its fe times `columns[j, c]` times `scales[i]`. `columns: [H, C]`, `scales: [n]` or null
 * for 1.
 */
export interface ZeroingFactors {
  readonly columns: Float64Array;
  readonly scales: Float64Array | null;
}

/**
 * The factors whose ce are taken off the logits. A cosine head divides all logits of an instance by the length of its
 * fe; with features zero that is shorter, but for all classes alike, so that the old one gives the same prediction.
 */
export function zeroingFactors(embedding: Embedding, head: Head): ZeroingFactors {
  const { weights, scales } = ceFactors(embedding, head, 'normed');
  return { columns: transposed(weights, head.H), scales };
}

/** Takes feature j of instance i out of its logits `z: [C]`. */
export function zeroFeature(
  z: Float64Array,
  { H, fe }: Embedding,
  factors: ZeroingFactors,
  i: number,
  j: number,
): void {
  const { columns } = factors;
  const value = fe[i * H + j] * scaleOf(factors, i);
  const column = j * z.length;
  for (let c = 0; c < z.length; c++) z[c] -= value * columns[column + c];
}
