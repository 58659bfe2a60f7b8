import { join } from 'node:path';
import { startBackend } from '../backend/start';
import { UserError } from '../errors';
import { type Overrides, resolveConfig, runName, type TrainingConfig } from '../train/config';
import { extractEmbeddings } from '../train/finish';
import type { EpochRecord } from '../train/fit';
import { trainRun } from '../train/run';
import { loadDataset } from '../train/task';

/** Options of `fragility train`, as the shell gives them. */
export interface TrainOptions {
  readonly setting: string;
  readonly balance: string;
  readonly preset: string;
  readonly seed: string;
  /** `key=value`, for any key of the configuration. */
  readonly set: readonly string[];
  readonly runs: string;
}

/** `fragility train`: trains, then extracts the embeddings, and says where everything is. */
export async function trainCommand({ set, runs, ...named }: TrainOptions): Promise<void> {
  const config = resolveConfig({ ...named, ...Object.fromEntries(set.map(assignment)) } as Overrides);
  const folder = join(runs, runName(config));
  console.log((await startBackend()).description);
  console.log(
    `${config.setting}, ${config.balance}, preset ${config.preset}: ${config.epochs} epochs into ${folder}`,
  );
  const dataset = await loadDataset(config);
  const history = await trainRun(config, dataset, folder, { onEpoch: report });
  await extractEmbeddings(config, dataset, folder);
  console.log(
    `finished: best test BAC ${percent(best(history).testBac)} at epoch ${best(history).epoch} of ${history.length}`,
  );
  console.log(`study it: loadRun(${JSON.stringify(folder)}) in a notebook`);
}

function assignment(text: string): [key: string, value: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UserError({
    where: '--set',
    given: `"${text}"`,
    expected: 'key=value',
    remedy: 'Write, for example, --set epochs=40.',
  });
}

function report(record: EpochRecord, config: TrainingConfig): void {
  const { epoch, loss, testBac, seconds } = record;
  const recall = record.trainRecall ? '  (training recall measured)' : '';
  console.log(
    `epoch ${epoch}/${config.epochs}  loss ${loss.toFixed(4)}  test BAC ${percent(testBac)}  ${seconds.toFixed(1)} s${recall}`,
  );
}

function best(history: readonly EpochRecord[]): EpochRecord {
  return history.reduce((a, b) => (b.testBac > a.testBac ? b : a));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
