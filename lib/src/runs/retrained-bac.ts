import { retrainClassifier } from '../train/retrain';
import type { Run } from './load-run';

/**
 * Best test BAC of a run with its classifier retrained on the whole, balanced training set, 0..1; takes some seconds.
 * Null for a balanced run. Source: paper §5.1, Table 1.
 */
export async function retrainedBac({
  embeddings,
  fullTrain,
}: Pick<Run, 'embeddings' | 'fullTrain'>): Promise<number | null> {
  const full = await fullTrain();
  return full && retrainClassifier(full, embeddings.test).best;
}
