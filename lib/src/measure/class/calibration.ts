import { checkEmbedding } from '../../embed/check';
import { argmax, type Embedding } from '../../embed/embeddings';
import type { PerClass } from '../per-class';

/** Bins of equal width over 0..1; the upper edge belongs to a bin, the lower one does not. */
const BINS = 15;

/** How far a network's confidence lies from its accuracy. */
export interface Calibration {
  /** Expected calibration error over all instances, 0..1; null without any. */
  readonly ece: number | null;
  /** The same over the instances of each true class. `[C]`; null for an empty class. */
  readonly ecePerClass: PerClass;
}

/** The instances of one bin of confidence: both means 0..1; null for an empty bin. */
export interface ReliabilityBin {
  readonly n: number;
  readonly confidence: number | null;
  readonly accuracy: number | null;
}

/**
 * Expected calibration error: instances are binned by the largest softmax of their logits; over the bins, the mean of
 * |accuracy - mean confidence|, weighted by the bins' instances. Source: Guo et al., On Calibration of Modern Neural
 * Networks (ICML 2017).
 */
export function calibration(embedding: Embedding): Calibration {
  checkEmbedding('calibration', embedding);
  const { whole, classes } = binned(embedding);
  return { ece: errorOf(whole), ecePerClass: classes.map(errorOf) };
}

/**
 * Reliability curve: mean confidence and accuracy of the instances in each of 15 equal bins of confidence. Source: Guo et al.
 * 2017.
 */
export function reliability(embedding: Embedding): ReliabilityBin[] {
  checkEmbedding('reliability', embedding);
  const { sizes, hits, sums } = binned(embedding).whole;
  const mean = (of: Float64Array, bin: number) => (sizes[bin] === 0 ? null : of[bin] / sizes[bin]);
  return Array.from(sizes, (n, bin) => ({ n, confidence: mean(sums, bin), accuracy: mean(hits, bin) }));
}

/** Largest softmax of each instance's logits, 0..1. `[n]`. */
export function confidences(embedding: Embedding): Float64Array {
  checkEmbedding('confidences', embedding);
  return Float64Array.from({ length: embedding.n }, (_, i) => largestSoftmax(embedding, i));
}

/** Instances, correct ones, and the sum of confidences, by bin. */
type Group = Readonly<Record<'sizes' | 'hits' | 'sums', Float64Array>>;

function binned(embedding: Embedding): { whole: Group; classes: Group[] } {
  const { n, C, labels, predictions } = embedding;
  const [whole, ...classes] = Array.from({ length: C + 1 }, emptyGroup);
  for (let i = 0; i < n; i++) {
    const confidence = largestSoftmax(embedding, i);
    const bin = Math.min(BINS, Math.max(1, Math.ceil(confidence * BINS))) - 1;
    for (const { sizes, hits, sums } of [whole, classes[labels[i]]]) {
      sizes[bin]++;
      hits[bin] += Number(labels[i] === predictions[i]);
      sums[bin] += confidence;
    }
  }
  return { whole, classes };
}

function emptyGroup(): Group {
  const [sizes, hits, sums] = [0, 0, 0].map(() => new Float64Array(BINS));
  return { sizes, hits, sums };
}

/**
 * Expected calibration error. A bin's |accuracy - mean confidence| times its instances is |correct instances - sum of
 * confidences|.
 */
function errorOf({ sizes, hits, sums }: Group): number | null {
  const n = sizes.reduce((sum, size) => sum + size, 0);
  return n === 0 ? null : hits.reduce((sum, hit, bin) => sum + Math.abs(hit - sums[bin]), 0) / n;
}

function largestSoftmax({ C, logits }: Embedding, i: number): number {
  const z = logits.subarray(i * C, (i + 1) * C);
  const largest = z[argmax(z)];
  let sum = 0;
  for (let c = 0; c < C; c++) sum += Math.exp(z[c] - largest);
  return 1 / sum;
}
