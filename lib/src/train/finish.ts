import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Dataset, type ImageSet, subset } from '../data';
import { writeEmbedding } from '../embed/arrow';
import { embed } from '../embed/extract';
import type { TrainingConfig } from './config';
import { RunFolder } from './run-folder';
import { trainingIndices } from './task';

/** Embedding files of a finished run. */
export const EMBEDDINGS = {
  /** The images the run was trained on. */
  train: 'train.arrow',
  test: 'test.arrow',
  /** The whole, balanced training set, for retraining the classifier; an imbalanced run only. */
  fullTrain: 'full-train.arrow',
} as const;

/**
 * Extracts the embeddings of a trained run's best network into its folder; those already there stay. Half precision
 * for balanced training sets, full precision for the sets that the published digits come from. Once `signal` is
 * aborted it ends before the next file, by throwing the signal's reason.
 */
export async function extractEmbeddings(
  config: TrainingConfig,
  dataset: Dataset,
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  const run = new RunFolder(folder);
  const network = await run.loadNetwork('best');
  const { train, test, preprocessing } = dataset;
  const write = async (name: string, images: ImageSet, index: Int32Array | null): Promise<void> => {
    signal?.throwIfAborted();
    if (existsSync(run.file(name))) return;
    const embedding = await embed(network, index ? subset(images, index) : images, preprocessing);
    const positions = index ?? Int32Array.from({ length: images.n }, (_, i) => i);
    const precision = images === train && embedding.n === train.n ? 'float16' : 'float32';
    await writeEmbedding(run.file(name), { embedding, index: positions }, precision);
  };
  await write(EMBEDDINGS.train, train, trainingIndices(config, train));
  await write(EMBEDDINGS.test, test, null);
  if (config.balance === 'imbalanced') await write(EMBEDDINGS.fullTrain, train, null);
  await run.saveLastHead(await run.loadNetwork('last'));
}

/** What a reader of a run needs; the last epoch's whole network is left out. */
const PUBLISHED = [
  'config.json',
  'history.jsonl',
  'best.safetensors',
  'last-head.safetensors',
  ...Object.values(EMBEDDINGS),
];

/** Copies what a reader of a finished run needs, for `data/reference`. */
export async function publishRun(folder: string, destination: string): Promise<void> {
  const run = new RunFolder(folder);
  await mkdir(destination, { recursive: true });
  for (const name of PUBLISHED.filter((file) => existsSync(run.file(file)))) {
    await copyFile(run.file(name), join(destination, name));
  }
}
