import { startBackend } from '../backend/start';
import type { Dataset } from '../data/images';
import type { OwnDataset } from '../data/own/load-images';
import { clearLeftOvers, explainingDiskErrors, type Lock } from '../machine';
import type { TrainingConfig } from '../train/config';
import { bestEpoch, type EpochRecord, type FitOptions, fit, type Resumption } from '../train/fit';
import { taskOf, trainingIndices } from '../train/task';
import type { Task } from '../train/trainer';
import { fingerprintOf } from './data-fingerprint';
import { environmentOf } from './environment';
import { RunFolder } from './run-folder';
import { asOnlyProcess, clearDeadLock, requireLock } from './run-lock';
import type { OwnImages } from './stored';

/** What a caller may watch, and how it may stop: an aborted run goes on with the next call. */
export interface RunOptions extends FitOptions {
  /** With the number of epochs that are done already. */
  readonly onStart?: (done: number) => void;
  readonly onEpoch?: (record: EpochRecord, config: TrainingConfig) => void;
}

/**
 * Trains the network of a configuration into `folder`, or goes on where an earlier process stopped; at most one
 * epoch is lost, and the result is the same bit for bit (on the same processor with as many threads: their number
 * decides the order of sums); that it went on in another environment is noted in config.json. Returns the whole
 * history. A folder that another process trains in, or that cannot be written, is a UserError.
 */
export async function trainRun(
  config: TrainingConfig,
  dataset: Dataset,
  folder: string,
  options: RunOptions = {},
): Promise<EpochRecord[]> {
  const run = new RunFolder(folder);
  const work = (lock?: Lock) => train(config, dataset, run, options, lock);
  return explainingDiskErrors(folder, () => {
    if (!run.finished()) return asOnlyProcess(folder, work);
    clearDeadLock(folder);
    // A finished run is only read: from a folder that cannot be written, too.
    return work();
  });
}

async function train(
  config: TrainingConfig,
  dataset: Dataset,
  run: RunFolder,
  { onStart, onEpoch, ...watch }: RunOptions,
  lock?: Lock,
): Promise<EpochRecord[]> {
  const { description } = await startBackend(undefined, config.precision);
  const environment = environmentOf(description);
  const data = fingerprintOf(dataset, trainingIndices(config, dataset.train));
  await run.claim(config, environment, data, ownImagesOf(dataset));
  if (run.finished()) {
    const history = await run.history();
    onStart?.(history.length);
    return history;
  }
  clearLeftOvers(run.path);
  const from = await run.resumption();
  if (from) await run.move({ after: from.history.length, environment });
  else await run.reset();
  const history = [...(from?.history ?? [])];
  onStart?.(history.length);
  const task = taskOf(config, dataset);
  let weights = from?.snapshot.weights;
  if (from) await keepBest(run, task, from);
  for await (const progress of fit(task, from ?? undefined, watch)) {
    const { record, network, snapshot } = progress;
    if (lock) requireLock(run.path, lock);
    await run.append(record);
    await run.checkpoint({ epoch: record.epoch, snapshot });
    if (progress.isBest) await run.saveNetwork('best', network, record);
    history.push(record);
    onEpoch?.(record, config);
    weights = network.weights;
  }
  if (weights)
    await run.saveNetwork('last', { architecture: task.architecture, weights }, history[history.length - 1]);
  await run.dropCheckpoint();
  return history;
}

function ownImagesOf(dataset: Dataset & Partial<OwnDataset>): OwnImages | undefined {
  const { path, train } = dataset;
  return path === undefined ? undefined : { path, classNames: train.classNames };
}

/** A stop may have come between the checkpoint of the best epoch and its network: then that is in the checkpoint. */
async function keepBest(
  run: RunFolder,
  { architecture }: Task,
  { history, snapshot }: Resumption,
): Promise<void> {
  const best = bestEpoch(history);
  if (best.epoch === history.length)
    await run.saveNetwork('best', { architecture, weights: snapshot.weights }, best);
  else await run.loadNetwork('best');
}
