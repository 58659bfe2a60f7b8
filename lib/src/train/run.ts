import { cpus } from 'node:os';
import { startBackend } from '../backend/start';
import type { Dataset } from '../data';
import type { TrainingConfig } from './config';
import { type EpochRecord, fit } from './fit';
import { RunFolder } from './run-folder';
import { taskOf } from './task';

/** What a caller may watch. */
export interface RunOptions {
  readonly onEpoch?: (record: EpochRecord, config: TrainingConfig) => void;
  readonly onBatch?: (epoch: number, done: number, total: number) => void;
}

/**
 * Trains the network of a configuration into `folder`, or goes on where an earlier process stopped; at most one
 * epoch is lost, and the result is the same bit for bit (on the same processor with as many threads: their number
 * decides the order of sums). Returns the whole history.
 */
export async function trainRun(
  config: TrainingConfig,
  dataset: Dataset,
  folder: string,
  { onEpoch, onBatch }: RunOptions = {},
): Promise<EpochRecord[]> {
  const run = new RunFolder(folder);
  const { description } = await startBackend();
  await run.claim(config, { backend: description, cpu: cpus()[0]?.model, node: process.version });
  if (run.finished()) return run.history();
  const from = await run.resumption();
  if (!from) await run.reset();
  const history = [...(from?.history ?? [])];
  const task = taskOf(config, dataset);
  let weights = from?.snapshot.weights;
  for await (const progress of fit(task, from ?? undefined, onBatch)) {
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
