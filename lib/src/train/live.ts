import type { Dataset, ImageSet } from '../data/images';
import type { Embeddings } from '../embed/embeddings';
import { embed } from '../embed/extract';
import { interruptSignal } from '../machine';
import { headOf } from '../model/head';
import type { Network } from '../model/weights';
import { defaultRegime } from './config';
import { type EpochRecord, fit } from './fit';
import { architectureOf } from './task';
import type { Regime } from './trainer';

/**
 * Options of a short training run. Any field of {@link Regime} may be given too, such as `epochs`, `loss` or `seed`.
 */
export interface LiveOptions extends Partial<Regime> {
  /** ResNet depth; default 8. */
  readonly depth?: number;
  /** Called after each epoch. */
  readonly onEpoch?: (record: EpochRecord) => void;
}

/** A network that `trainLive` trained, and its embeddings. */
export interface LiveRun {
  readonly history: readonly EpochRecord[];
  /** Of the last epoch: too few epochs to select among them. */
  readonly network: Network;
  readonly embeddings: Embeddings;
}

/** What suits a few thousand small images, where it differs from the paper: few epochs, small batches, a short warm-up. */
const LIVE: Partial<Regime> = { epochs: 10, batchSize: 64, warmupEpochs: 1, trainRecallEvery: 1 };

/**
 * Trains a small network on `dataset` (the painted shapes, say) within seconds to a minute, and computes its
 * embeddings. The same options give the same result. Interrupting the cell stops the training after the current batch.
 */
export async function trainLive(
  dataset: Dataset,
  { depth = 8, onEpoch, ...overrides }: LiveOptions = {},
): Promise<LiveRun> {
  const { train, test, preprocessing } = dataset;
  const regime = { ...defaultRegime, ...LIVE, ...overrides };
  const architecture = architectureOf({ depth, loss: regime.loss }, train.classNames.length);
  const history: EpochRecord[] = [];
  let network: Network | null = null;
  const task = { architecture, regime, train, test, preprocessing };
  for await (const progress of fit(task, undefined, { signal: interruptSignal() })) {
    history.push(progress.record);
    network = progress.network;
    onEpoch?.(progress.record);
  }
  if (!network) throw new Error('trainLive: no epoch was trained');
  const embeddingOf = (images: ImageSet) => embed(network, images, preprocessing);
  const embeddings = {
    head: headOf(network),
    train: await embeddingOf(train),
    test: await embeddingOf(test),
    classNames: train.classNames,
  };
  return { history, network, embeddings };
}
