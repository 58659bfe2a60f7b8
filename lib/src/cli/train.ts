import { startBackend } from '../backend/start';
import { type Dataset, subset } from '../data/images';
import { imageSetName } from '../data/own/image-set-name';
import type { OwnDataset } from '../data/own/load-images';
import { UserError } from '../errors';
import { exists, explainingDiskErrors, join, resolve, setExitCode } from '../machine';
import { percent } from '../plot/kit/words';
import { extractEmbeddings } from '../runs/finish';
import { trainRun } from '../runs/run';
import { RunFolder } from '../runs/run-folder';
import {
  modelName,
  type Overrides,
  PAPER_LOSSES,
  resolveConfig,
  runName,
  type TrainingConfig,
} from '../train/config';
import { bestEpoch } from '../train/fit';
import { loadDataset, trainingIndices } from '../train/task';
import { classCounts } from '../train/trainer';
import { type ImageReading, readingOf } from './image-options';
import { catchInterrupts, Interrupted } from './interrupt';
import { say, sayingQuarters, shellWord } from './output';
import { trainingCommand } from './training-command';
import { TrainingDisplay } from './training-display';

/** Options of `fragility train`, as the shell gives them. */
export interface TrainOptions extends ImageReading {
  readonly setting?: string;
  /** Folder of one's own images, in the place of a setting. */
  readonly images?: string;
  readonly loss?: string;
  readonly sampling?: string;
  readonly mixup?: string;
  readonly imbalance?: string;
  readonly profile?: string;
  readonly depth?: string;
  readonly flip?: boolean;
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
export async function trainCommand({ runs, resume, ...options }: TrainOptions): Promise<void> {
  const { images } = options;
  const config = configurationOf(options);
  if (resume) requireRun(join(runs, runName(config)));
  say((await startBackend(undefined, config.precision)).description);
  const dataset = await loadDataset(config, images, sayingQuarters());
  if (config.dataset === 'own') for (const line of imagesTaken(config, dataset)) say(line);
  await trainInTerminal(config, dataset, runs, images);
}

/** What is trained on, and what was left out. */
function imagesTaken(
  config: TrainingConfig,
  { train, test, ...dataset }: Dataset & Partial<OwnDataset>,
): string[] {
  const counts = classCounts(subset(train, trainingIndices(config, train)));
  const byClass = counts.map((count, c) => `${train.classNames[c]} ${count}`);
  const shown = byClass.length > 20 ? [...byClass.slice(0, 19), '…', byClass[byClass.length - 1]] : byClass;
  const n = counts.reduce((sum, count) => sum + count, 0);
  return [
    ...(dataset.notes ?? []),
    `${n} of ${train.n} training images: ${shown.join(', ')}; ${test.n} test images`,
  ];
}

/** The configuration that the options ask for. Throws UserError, which names the option where one is meant. */
function configurationOf(options: Omit<TrainOptions, 'runs' | 'resume'>): TrainingConfig {
  try {
    return resolveConfig(overridesOf(options));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const key = /^configuration, (\w+)$/.exec(error.problem.where)?.[1] ?? '';
    const option = key === 'imbalanceRatio' ? 'imbalance' : key;
    const isSet = options.set.some((assigned) => assigned.startsWith(`${key}=`));
    if (isSet || !Object.hasOwn(options, option)) throw error;
    const problem = { ...error.problem, where: `--${option}`, remedy: 'Correct it.' };
    throw new UserError(problem, { cause: error });
  }
}

/** What the options say of the configuration, of the paper's or of one's own images. */
function overridesOf({
  set,
  images,
  loss,
  imbalance,
  flip,
  ...named
}: Omit<TrainOptions, 'runs' | 'resume'>): Overrides {
  const { size, fit, testShare, splitBy, splitSeed, setting, ...plain } = named;
  const remedy = loss !== undefined && !PAPER_LOSSES.some((name) => name === loss);
  if (images === undefined && loss !== undefined && !remedy)
    throw refused(
      `--loss ${loss} without --images`,
      'it with --images; a setting has its loss, which only a remedy replaces',
      'Write --setting cifar.ldam, say.',
    );
  if (remedy && setting !== undefined && !setting.endsWith('.ce'))
    throw refused(`--setting ${setting} and --loss ${loss}`, 'one loss', 'Write --setting cifar.ce, say.');
  if (images !== undefined && setting !== undefined)
    throw refused('--images and --setting', 'one of them', 'Leave out --setting; --loss names a loss.');
  if (imbalance !== undefined && (named.balance === 'balanced' || named.profile === 'as-is'))
    throw refused(
      '--imbalance where it has no effect',
      'an imbalanced training set that is made',
      'Leave it out.',
    );
  const own = images !== undefined && {
    setting: `own.${remedy ? 'ce' : (loss ?? 'ce')}`,
    imageSet: imageSetName(images),
  };
  return {
    ...plain,
    ...(setting !== undefined && { setting }),
    ...own,
    ...(remedy && { loss }),
    ...(imbalance !== undefined && { imbalanceRatio: imbalance }),
    ...(flip && { flip }),
    ...readingOf({ size, fit, testShare, splitBy, splitSeed }),
    ...assignments(set),
  } as Overrides;
}

function refused(given: string, expected: string, remedy: string): UserError {
  return new UserError({ where: 'fragility train', given, expected, remedy });
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
export async function trainInTerminal(
  config: TrainingConfig,
  dataset: Dataset,
  runs: string,
  images?: string,
): Promise<void> {
  const display = new TrainingDisplay(config);
  const { signal, release } = catchInterrupts(() => display.write('stopping; once more to stop at once'));
  try {
    await trainAndExtract(config, dataset, join(runs, runName(config)), display, signal);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    display.write(`stopped; go on with: ${trainingCommand(config, runs, images)}`);
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
  display.write(`measure it: npx fragility measure --run ${shellWord(folder)}`);
  display.write(`study it in a notebook: await cf.loadRun(${JSON.stringify(resolve(folder))})`);
}

function beginning(config: TrainingConfig, folder: string, done: number): string {
  const { balance, preset, epochs } = config;
  const run = `${modelName(config)}, ${balance}, preset ${preset}: `;
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
