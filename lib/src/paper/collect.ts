import { UserError } from '../errors';
import { exists, join } from '../machine';
import type { Run } from '../runs/load-run';
import { paperSetting, type TrainingConfig } from '../train/config';
import type { EpochRecord } from '../train/fit';
import { judgeBySetting } from './claims';
import type { PaperReport } from './report';
import type { Results } from './results';
import { loadSeedRun, type SeedRun } from './seeds';
import { settingOf } from './settings';

/** A finished run of which every number is at hand. */
export type MeasuredRun = Pick<SeedRun, 'config' | 'history' | 'best' | 'last' | 'report'> & {
  readonly name: string;
};

/** One value of a table over runs. */
export type Cell = string | number | boolean | null;

/** A table over runs, one row a run. */
export type RunColumns = Readonly<Record<string, readonly Cell[]>>;

/**
 * Every configuration, number and claim of many runs, a row a run. Columns: `run`; the configuration's fields by their names;
 * `bestEpoch`, `bestBac`, `lastBac` (0..1) and `seconds` of training; `twin`, the balanced run that its claims were judged with;
 * `value ID` of each published number, `claim ID` (true, false, or null where it cannot be judged) and `measure PATH` of every number of the
 * report, `measure testRecall.9`. A claim is judged on the run alone with its twin: a balanced run of the same data, depth and
 * number of images, of the same seed if there is one, else of the smallest. What a run has not is null.
 */
export function collectRuns(runs: readonly MeasuredRun[]): RunColumns {
  const rows = runs.map((run) => rowOf(run, twinOf(run, runs)));
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return Object.fromEntries([...names].map((name) => [name, rows.map((row) => row[name] ?? null)]));
}

function rowOf(run: MeasuredRun, twin: MeasuredRun | null): Record<string, Cell> {
  const { name, config, best, last, history, report } = run;
  return {
    run: name,
    ...config,
    bestEpoch: best.epoch,
    bestBac: best.testBac,
    lastBac: last.testBac,
    seconds: history.reduce((sum, epoch: EpochRecord) => sum + epoch.seconds, 0),
    twin: twin?.name ?? null,
    retrainedBac: report.retrainedBac,
    ...prefixed('value', Object.entries(report.values)),
    ...prefixed('claim', verdictsOf(run, twin)),
    ...prefixed('measure', leaves(report.measures)),
  };
}

function prefixed(prefix: string, entries: readonly (readonly [string, Cell])[]): Record<string, Cell> {
  return Object.fromEntries(entries.map(([name, value]) => [`${prefix} ${name}`, value]));
}

/** The claims, judged on an imbalanced run and its twin; of a balanced run none. */
function verdictsOf({ config, report }: MeasuredRun, twin: MeasuredRun | null): [string, boolean | null][] {
  const { balance, epochs, preset } = config;
  const setting = paperSetting(config.setting);
  if (balance === 'balanced' || setting === null) return [];
  const { retrainedBac } = report;
  const own: Results = { [setting]: { imbalanced: report, retrainedBac, epochs, preset } };
  const known = settingOf(setting).balancedTwin;
  const results = twin ? { ...own, [known]: { preset, ...own[known], balanced: twin.report } } : own;
  return judgeBySetting(results)[setting]!.map(({ id, pass }) => [id, pass]);
}

function twinOf({ config }: MeasuredRun, runs: readonly MeasuredRun[]): MeasuredRun | null {
  if (config.balance === 'balanced') return null;
  const alike = (other: TrainingConfig) =>
    other.balance === 'balanced' &&
    (['dataset', 'depth', 'imagesPerClass'] as const).every((key) => other[key] === config[key]);
  const twins = runs.filter((run) => alike(run.config)).sort((a, b) => a.config.seed - b.config.seed);
  return twins.find((run) => run.config.seed === config.seed) ?? twins[0] ?? null;
}

/** Every number of nested lists and objects by its path. */
function leaves(value: unknown, path = ''): [string, Cell][] {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' || value === null)
    return [[path, value]];
  return Object.entries(value as object).flatMap(([key, part]) =>
    leaves(part, path ? `${path}.${key}` : key),
  );
}

/** The finished run in a folder, from its `report.json`; null where it is not measured yet. Throws UserError where a file is damaged. */
export async function loadMeasuredRun(folder: string, name: string): Promise<MeasuredRun | null> {
  if (!exists(join(folder, 'report.json'))) return null;
  const run = await loadSeedRun(folder);
  if (run.history.length > 0) return { ...run, name };
  const problem = {
    given: 'a report without a history',
    expected: 'a finished run',
    remedy: 'Train it again.',
  };
  throw new UserError({ where: folder, ...problem });
}

/** A run with its embeddings and its report, as `collectRuns` takes it. */
export function measuredRun(run: Run, name: string, report: PaperReport): MeasuredRun {
  const { config, history, best, last } = run;
  return { name, config, history, best, last, report };
}
