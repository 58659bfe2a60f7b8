import { checkEmbedding } from '../../embed/check';
import type { Embedding } from '../../embed/embeddings';
import type { PerClass } from '../per-class';

/** Bins of equal width over 0..1, each with its upper edge. */
const BINS = 15;

/** How far confidence lies from accuracy. */
export interface Calibration {
  /** Expected calibration error over all instances, 0..1; null without any. */
  readonly ece: number | null;
  /** The same over the instances of each true class. `[C]`; null for an empty class. */
  readonly ecePerClass: PerClass;
}

/**
 * Expected calibration error: instances are binned by the largest softmax of their logits; over the bins, the mean of
 * |accuracy - mean confidence|, weighted by the bins' instances. Source: Guo et al., On Calibration of Modern Neural
 * Networks (ICML 2017).
 */
export function calibration(embedding: Embedding): Calibration {
  checkEmbedding('calibration', embedding);
  const { n, C, labels, predictions } = embedding;
  // Correct instances less the sum of confidences, by bin: what the bins' weights leave of each difference.
  const [whole, ...classes] = Array.from({ length: C + 1 }, () => ({ n: 0, excess: new Float64Array(BINS) }));
  for (let i = 0; i < n; i++) {
    const confidence = largestSoftmax(embedding, i);
    const bin = Math.min(BINS, Math.max(1, Math.ceil(confidence * BINS))) - 1;
    for (const group of [whole, classes[labels[i]]]) {
      group.n++;
      group.excess[bin] += Number(labels[i] === predictions[i]) - confidence;
    }
  }
  const error = (group: typeof whole) =>
    group.n === 0 ? null : group.excess.reduce((sum, excess) => sum + Math.abs(excess), 0) / group.n;
  return { ece: error(whole), ecePerClass: classes.map(error) };
}

function largestSoftmax({ C, logits }: Embedding, i: number): number {
  const z = logits.subarray(i * C, (i + 1) * C);
  const largest = Math.max(...z);
  let sum = 0;
  for (let c = 0; c < C; c++) sum += Math.exp(z[c] - largest);
  return 1 / sum;
}
