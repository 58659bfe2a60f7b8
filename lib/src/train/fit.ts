import { Evaluator } from '../embed/extract';
import { recall } from '../measure/class/recall';
import { meanOf, type PerClass } from '../measure/per-class';
import type { Network } from '../model/weights';
import { learningRate } from './schedule';
import { type Snapshot, type Task, Trainer } from './trainer';

/** What is known after an epoch. Recalls in 0..1, per class in class order. */
export interface EpochRecord {
  readonly epoch: number;
  readonly learningRate: number;
  /** Mean training loss over the epoch's augmented batches. */
  readonly loss: number;
  readonly testRecall: PerClass;
  /** Mean of testRecall: balanced accuracy. */
  readonly testBac: number;
  /** On the training images without augmentation, after the epoch; null where it was not measured. */
  readonly trainRecall: PerClass | null;
  /** Seconds for training, without the evaluation. */
  readonly seconds: number;
}

/** A run after an epoch. */
export interface Progress {
  readonly record: EpochRecord;
  readonly network: Network;
  /** Whether this is the best test BAC so far; of equals the first. Source: paper §4.2. */
  readonly isBest: boolean;
  /** Weights and momenta, to go on from here. */
  readonly snapshot: Snapshot;
}

/**
 * The epoch of the best test BAC, whose network is kept; of equals the first. `history` must not be empty. Source: paper §4.2.
 */
export function bestEpoch(history: readonly EpochRecord[]): EpochRecord {
  return history.reduce((best, record) => (record.testBac > best.testBac ? record : best));
}

/** Where an interrupted run goes on. */
export interface Resumption {
  readonly snapshot: Snapshot;
  readonly history: readonly EpochRecord[];
}

/** What a caller may watch, and how it may stop. */
export interface FitOptions {
  /** After each batch: the epoch, its images done, of how many, and their mean loss. */
  readonly onBatch?: (epoch: number, done: number, total: number, loss: number) => void;
  /** Once aborted, training ends after the batch at hand, by throwing the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains and evaluates epoch by epoch; yields after each. Selection is on the test set, as the paper does it:
 * there is no validation split.
 */
export async function* fit(
  task: Task,
  from?: Resumption,
  { onBatch, signal }: FitOptions = {},
): AsyncGenerator<Progress> {
  const trainer = await Trainer.start(task, from?.snapshot);
  const evaluator = new Evaluator(task.architecture);
  const { epochs } = task.regime;
  let best = Math.max(-1, ...(from?.history ?? []).map(({ testBac }) => testBac));
  try {
    for (let k = (from?.history.length ?? 0) + 1; k <= epochs; k++) {
      const started = performance.now();
      const loss = await trainer.epoch(k, { onBatch: onBatch?.bind(null, k), signal });
      const seconds = (performance.now() - started) / 1000;
      const snapshot = await trainer.snapshot();
      const network: Network = { architecture: task.architecture, weights: snapshot.weights };
      const record = {
        epoch: k,
        learningRate: learningRate(task.regime, k),
        loss,
        ...(await evaluate(evaluator, task, network, k)),
        seconds,
      };
      const isBest = record.testBac > best;
      best = Math.max(best, record.testBac);
      yield { record, network, isBest, snapshot };
    }
  } finally {
    trainer.dispose();
    evaluator.dispose();
  }
}

async function evaluate(
  evaluator: Evaluator,
  { test, train, preprocessing, regime }: Task,
  network: Network,
  k: number,
): Promise<Pick<EpochRecord, 'testRecall' | 'testBac' | 'trainRecall'>> {
  const testRecall = recall(await evaluator.embed(network, test, preprocessing));
  const due = k % regime.trainRecallEvery === 0 || k === regime.epochs;
  const trainRecall = due ? recall(await evaluator.embed(network, train, preprocessing)) : null;
  return { testRecall, testBac: meanOf(testRecall) ?? 0, trainRecall };
}
