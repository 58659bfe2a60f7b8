import { type Dataset, type ImageSet, subset } from '../data/images';
import { writeEmbedding } from '../embed/arrow';
import { embed } from '../embed/extract';
import { exists } from '../machine';
import type { TrainingConfig } from '../train/config';
import { balancedIndices, trainingIndices } from '../train/task';
import { fingerprintOf, requireSameData } from './data-fingerprint';
import { RunFolder } from './run-folder';

/** Embedding files of a finished run. */
export const EMBEDDINGS = {
  /** The images the run was trained on. */
  train: 'train.arrow',
  test: 'test.arrow',
  /** The other images of the balanced training set, for retraining the classifier; an imbalanced run only. */
  unseen: 'unseen.arrow',
} as const;

/**
 * Extracts the embeddings of a trained run's best network into its folder; those already there stay. Once `signal` is
 * aborted it ends before the next file, by throwing the signal's reason.
 */
export async function extractEmbeddings(
  config: TrainingConfig,
  dataset: Dataset,
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  const run = new RunFolder(folder);
  const { data } = await run.configuration();
  const seen = trainingIndices(config, dataset.train);
  if (data) requireSameData(folder, fingerprintOf(dataset, seen), data);
  const network = await run.loadNetwork('best');
  const { train, test, preprocessing } = dataset;
  const write = async (name: string, images: ImageSet, index: Int32Array): Promise<void> => {
    signal?.throwIfAborted();
    if (exists(run.file(name))) return;
    const embedding = await embed(network, subset(images, index), preprocessing);
    await writeEmbedding(run.file(name), { embedding, index });
  };
  await write(EMBEDDINGS.train, train, seen);
  await write(EMBEDDINGS.test, test, Int32Array.from(test.labels.keys()));
  const unseen = difference(balancedIndices(config, train), seen);
  if (config.balance === 'imbalanced' && unseen.length > 0) await write(EMBEDDINGS.unseen, train, unseen);
  // A finished run may lie where nothing can be written.
  if (!run.extracted()) await run.saveLastHead(await run.loadNetwork('last'));
}

function difference(all: Int32Array, seen: Int32Array): Int32Array {
  const known = new Set(seen);
  return all.filter((i) => !known.has(i)).sort();
}
