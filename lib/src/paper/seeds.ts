import { UserError } from '../errors';
import { exists, readText, resolve } from '../machine';
import type { Run } from '../runs/load-run';
import { verifyRun } from '../runs/manifest';
import { RunFolder } from '../runs/run-folder';
import { runFolders } from '../runs/run-folders';
import { canonical, type Setting, type TrainingConfig } from '../train/config';
import { bestEpoch, type EpochRecord } from '../train/fit';
import { presetOf } from '../train/preset-of';
import { referenceFolder } from '../train/reference-folder';
import type { PaperReport } from './report';
import type { Results } from './results';

/** File of a seed run with all its numbers: a `PaperReport`. */
export const REPORT = 'report.json';

/** A finished run of which only the numbers are kept, without the network and its embeddings. */
export interface SeedRun extends Pick<Run, 'config' | 'environment' | 'moves' | 'history' | 'best' | 'last'> {
  readonly report: PaperReport;
}

/** Where the project's own seed runs are: `seeds` beside the reference runs. */
function seedsFolder(): string {
  return resolve(referenceFolder(), '..', 'seeds');
}

/**
 * The trained runs at hand that differ from a run only in their seed, sorted by seed. Throws a UserError where a file
 * is missing or damaged.
 */
export async function otherSeeds(
  { config }: Pick<Run, 'config'>,
  folder = seedsFolder(),
): Promise<SeedRun[]> {
  const runs = await Promise.all(runFolders(folder).map(loadSeedRun));
  const twins = runs.filter((run) => sameButForSeed(run.config, config) && run.config.seed !== config.seed);
  return twins.sort((a, b) => a.config.seed - b.config.seed);
}

/** A run of which the numbers are kept, from its folder. Throws a UserError where a file is missing or damaged. */
export async function loadSeedRun(folder: string): Promise<SeedRun> {
  await verifyRun(folder);
  const files = new RunFolder(folder);
  const history = await files.history();
  return { ...(await files.configuration()), ...ends(history), report: await readReport(files.file(REPORT)) };
}

async function readReport(file: string): Promise<PaperReport> {
  try {
    return JSON.parse(await readText(file)) as PaperReport;
  } catch (cause) {
    const problem = {
      given: exists(file) ? 'a file that is not JSON' : 'no such file',
      expected: 'the numbers of a finished run',
      remedy: 'Write them with fragility publish --numbers.',
    };
    throw new UserError({ where: file, ...problem }, { cause });
  }
}

function ends(history: readonly EpochRecord[]): Pick<Run, 'history' | 'best' | 'last'> {
  return { history, best: bestEpoch(history), last: history[history.length - 1] };
}

function sameButForSeed(a: TrainingConfig, b: TrainingConfig): boolean {
  return canonical(withoutSeed(a)) === canonical(withoutSeed(b));
}

/** With seed 0. Where the training set was chosen by a seed of its own, that seed stays. */
function withoutSeed(config: TrainingConfig): TrainingConfig {
  const { seed, subsetSeed } = config;
  return { ...config, seed: 0, subsetSeed: subsetSeed === seed ? 0 : subsetSeed };
}

/** `results` with the network of its setting replaced by that of another seed; the other networks stay. */
export function withSeed(results: Results, { config, report }: Pick<SeedRun, 'config' | 'report'>): Results {
  const { balance } = config;
  const setting = config.setting as Setting;
  const { retrainedBac } = report;
  const retrained = balance === 'imbalanced' ? { retrainedBac } : {};
  return {
    ...results,
    [setting]: { preset: presetOf(config), ...results[setting], ...retrained, [balance]: report },
  };
}
