import { startBackend } from '../backend/start';
import type { Dataset } from '../data/images';
import { UserError } from '../errors';
import { exists, explainingDiskErrors, join, setExitCode } from '../machine';
import { percent } from '../plot/kit/words';
import { extractEmbeddings } from '../runs/finish';
import { trainRun } from '../runs/run';
import { RunFolder } from '../runs/run-folder';
import { type Overrides, resolveConfig, runName, type TrainingConfig } from '../train/config';
import { bestEpoch } from '../train/fit';
import { loadDataset } from '../train/task';
import { catchInterrupts, endOnInterrupts, Interrupted } from './interrupt';
import { say } from './output';
import { trainingCommand } from './training-command';
import { TrainingDisplay } from './training-display';

/** Options of `fragility train`, as the shell gives them. */
export interface TrainOptions {
  readonly setting: string;
  readonly balance: string;
  readonly preset: string;
  readonly seed: string;
  /** `key=value`, for any key of the configuration. */
  readonly set: readonly string[];
  readonly runs: string;
  /** Only go on with a run that was begun. */
  readonly resume?: boolean;
}

/** `fragility train`: trains, then extracts the embeddings, and says where everything is. */
export async function trainCommand({ set, runs, resume, ...named }: TrainOptions): Promise<void> {
  const config = resolveConfig({ ...named, ...assignments(set) } as Overrides);
  if (resume) requireRun(join(runs, runName(config)));
  const { release } = endOnInterrupts();
  say((await startBackend(undefined, config.precision)).description);
  const dataset = await loadDataset(config);
  release();
  await trainInTerminal(config, dataset, runs);
}

function requireRun(folder: string): void {
  if (exists(new RunFolder(folder).file('config.json'))) return;
  throw new UserError({
    where: '--resume',
    given: `no run in ${folder}`,
    expected: 'one with exactly these options that was begun',
    remedy: 'Leave out --resume to begin it; fragility runs lists the runs there are.',
  });
}

/**
 * Trains as a user sees it, into a folder in `runs`. Ctrl-C, or a signal of the system, ends it after the batch at hand; it says
 * how to go on, and ends with 130 or `RESUMABLE`.
 */
export async function trainInTerminal(config: TrainingConfig, dataset: Dataset, runs: string): Promise<void> {
  const display = new TrainingDisplay(config);
  const { signal, release } = catchInterrupts(() => display.write('stopping; once more to stop at once'));
  try {
    await trainAndExtract(config, dataset, join(runs, runName(config)), display, signal);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    display.write(`stopped; go on with: ${trainingCommand(config, runs)}`);
    setExitCode(error.exitCode);
  } finally {
    display.close();
    release();
  }
}

async function trainAndExtract(
  config: TrainingConfig,
  dataset: Dataset,
  folder: string,
  display: TrainingDisplay,
  signal: AbortSignal,
): Promise<void> {
  const { onBatch, onEpoch } = display;
  const onStart = (done: number): void => display.write(beginning(config, folder, done));
  const history = await trainRun(config, dataset, folder, { onStart, onBatch, onEpoch, signal });
  if (!new RunFolder(folder).extracted()) display.write('extracting the embeddings of the best network');
  await explainingDiskErrors(folder, () => extractEmbeddings(config, dataset, folder, signal));
  const { testBac, epoch } = bestEpoch(history);
  display.write(`finished: best test BAC ${percent(testBac, 2)} at epoch ${epoch} of ${history.length}`);
  display.write(`study it: loadRun(${JSON.stringify(folder)}) in a notebook`);
}

function beginning(
  { setting, balance, preset, epochs }: TrainingConfig,
  folder: string,
  done: number,
): string {
  const run = `${setting}, ${balance}, preset ${preset}: `;
  if (done === 0) return `${run}${epochs} epochs into ${folder}`;
  if (done < epochs) return `${run}going on after epoch ${done} of ${epochs} in ${folder}`;
  return `${run}this configuration is trained already, reusing ${folder}`;
}

/** Every `key=value`. One that another option or another value would overrule is refused. */
function assignments(set: readonly string[]): Record<string, string> {
  const pairs = set.map(assignment);
  const keys = pairs.map(([key]) => key);
  const named = keys.find((key) => ['setting', 'balance', 'preset', 'seed'].includes(key));
  const twice = keys.find((key, k) => keys.indexOf(key) < k);
  const refuse = (given: string, expected: string, remedy: string) =>
    new UserError({ where: '--set', given, expected, remedy });
  if (named) throw refuse(named, `what has no option of its own`, `Write --${named} instead.`);
  if (twice) throw refuse(`${twice} twice`, 'each key once', 'Leave out one of them.');
  return Object.fromEntries(pairs);
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
