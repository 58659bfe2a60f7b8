import { checkEmbedding } from '../../embed/check';
import type { Embedding } from '../../embed/embeddings';
import { groupSizes, meanOf, type PerClass, shares } from '../per-class';

/** Instances by true and predicted class: `confusion[true][predicted]`, `[C, C]`. */
export function confusion(embedding: Embedding): number[][] {
  checkEmbedding('confusion', embedding);
  const { n, C, labels, predictions } = embedding;
  const counts = Array.from({ length: C }, () => new Array<number>(C).fill(0));
  for (let i = 0; i < n; i++) counts[labels[i]][predictions[i]]++;
  return counts;
}

/**
 * Share of each class's instances that is predicted as the class, 0..1; null for a class without instances.
 * Source: paper §5.2, Fig. 2; Table 2 calls it the BAC of a class.
 */
export function recall(embedding: Embedding): PerClass {
  checkEmbedding('recall', embedding);
  return recallOf(embedding.labels, embedding.predictions, embedding.C);
}

/** The same of predictions made otherwise. `labels: [n]`, `predictions: [n]`, classes. */
export function recallOf(labels: Int32Array, predictions: Int32Array, C: number): PerClass {
  const hits = new Array<number>(C).fill(0);
  for (let i = 0; i < labels.length; i++) if (labels[i] === predictions[i]) hits[labels[i]]++;
  return shares(hits, groupSizes(labels, C));
}

/**
 * Unweighted mean of the recalls of the classes that have instances, 0..1; null without any instance.
 * Source: paper §5.1, Table 1.
 */
export function balancedAccuracy(embedding: Embedding): number | null {
  return meanOf(recall(embedding));
}
