import { startBackend } from '../backend/start';
import type { Dataset } from '../data/images';
import { explainingDiskErrors } from '../machine';
import type { TrainingConfig } from '../train/config';
import { type EpochRecord, type FitOptions, fit } from '../train/fit';
import { taskOf } from '../train/task';
import { environmentOf } from './environment';
import { RunFolder } from './run-folder';
import { asOnlyProcess } from './run-lock';

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
  const work = () => train(config, dataset, run, options);
  // A finished run is only read: from a folder that cannot be written, too.
  return explainingDiskErrors(folder, run.finished() ? work : () => asOnlyProcess(folder, work));
}

async function train(
  config: TrainingConfig,
  dataset: Dataset,
  run: RunFolder,
  { onStart, onEpoch, ...watch }: RunOptions,
): Promise<EpochRecord[]> {
  const { description } = await startBackend(undefined, config.precision);
  const environment = environmentOf(description);
  await run.claim(config, environment);
  if (run.finished()) {
    const history = await run.history();
    onStart?.(history.length);
    return history;
  }
  const from = await run.resumption();
  if (from) await run.move({ after: from.history.length, environment });
  else await run.reset();
  const history = [...(from?.history ?? [])];
  onStart?.(history.length);
  const task = taskOf(config, dataset);
  let weights = from?.snapshot.weights;
  for await (const progress of fit(task, from ?? undefined, watch)) {
    await run.append(progress.record);
    if (progress.isBest) await run.saveNetwork('best', progress.network, progress.record);
    await run.checkpoint(progress.record.epoch, progress.snapshot);
    history.push(progress.record);
    onEpoch?.(progress.record, config);
    weights = progress.network.weights;
  }
  if (weights)
    await run.saveNetwork('last', { architecture: task.architecture, weights }, history[history.length - 1]);
  await run.dropCheckpoint();
  return history;
}
