import { UserError } from '../errors';
import { exists, join } from '../machine';
import type { Analysis } from '../measure/analysis';
import type { Run } from '../runs/load-run';
import { canonical, paperSetting, type TrainingConfig } from '../train/config';
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

/** What of a run a table over runs is made of. */
export interface TableRun {
  readonly name: string;
  readonly config: TrainingConfig;
  /** What its claims are judged on. */
  readonly report: Analysis & Pick<PaperReport, 'retrainedBac'>;
  /** Its row, but for what depends on the other runs: its twin and its claims. */
  readonly cells: Readonly<Record<string, Cell>>;
}

/** The columns that are no field of a configuration and have no prefix, each with its type. */
export const ownColumns = {
  ...{ run: 'string', bestEpoch: 'number', bestBac: 'number', lastBac: 'number', seconds: 'number' },
  ...{ twin: 'string', retrainedBac: 'number' },
} as const;

/**
 * Every configuration, number and claim of many runs, a row a run. Columns: `run`; the configuration's fields by their names;
 * `bestEpoch`, `bestBac`, `lastBac` (0..1) and `seconds` of training; `twin`, the balanced run that its claims were judged with;
 * `value ID` of each published number, `claim ID` (true, false, or null where it cannot be judged) and `measure PATH` of every
 * number of the report, `measure testRecall.9`. A claim is judged on the run alone with its twin: a balanced run of the same
 * data, depth and number of images, of the same seed if there is one, else of the smallest. What a run has not is null.
 */
export function collectRuns(runs: readonly (MeasuredRun | TableRun)[]): RunColumns {
  const known = runs.map((run) => ('cells' in run ? run : tableRun(run)));
  const rows = known.map((run) => rowOf(run, twinOf(run, known)));
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const place = (name: string) => ['value', 'claim', 'measure'].indexOf(name.split(' ', 1)[0]);
  const ordered = names.sort((a, b) => place(a) - place(b));
  return Object.fromEntries(ordered.map((name) => [name, rows.map((row) => row[name] ?? null)]));
}

/** Runs of which each configuration is there once: where it comes again, the first is taken. */
export function onceEach<T extends Pick<TableRun, 'config'>>(runs: readonly T[]): T[] {
  const byConfig = new Map<string, T>();
  for (const run of runs) {
    const key = canonical(run.config);
    if (!byConfig.has(key)) byConfig.set(key, run);
  }
  return [...byConfig.values()];
}

/** A measured run as a table over runs takes it. */
export function tableRun({ name, config, best, last, history, report }: MeasuredRun): TableRun {
  const cells = {
    run: name,
    ...config,
    bestEpoch: best.epoch,
    bestBac: best.testBac,
    lastBac: last.testBac,
    seconds: history.reduce((sum, epoch: EpochRecord) => sum + epoch.seconds, 0),
    retrainedBac: report.retrainedBac,
    ...prefixed('value', Object.entries(report.values)),
    ...prefixed('measure', leaves(report.measures)),
  };
  return { name, config, report, cells };
}

function rowOf(run: TableRun, twin: TableRun | null): Record<string, Cell> {
  return { ...run.cells, twin: twin?.name ?? null, ...prefixed('claim', judgeRun(run, twin)) };
}

function prefixed(prefix: string, entries: readonly (readonly [string, Cell])[]): Record<string, Cell> {
  return Object.fromEntries(entries.map(([name, value]) => [`${prefix} ${name}`, value]));
}

/** The claims by their ids, judged on an imbalanced run and its twin; of a balanced run none. */
export function judgeRun(
  { config, report }: TableRun,
  twin: Pick<TableRun, 'report'> | null,
): [string, boolean | null][] {
  const { balance, epochs, preset } = config;
  const setting = paperSetting(config.setting);
  if (balance === 'balanced' || setting === null) return [];
  const { retrainedBac } = report;
  const own: Results = { [setting]: { imbalanced: report, retrainedBac, epochs, preset } };
  const known = settingOf(setting).balancedTwin;
  const results = twin ? { ...own, [known]: { preset, ...own[known], balanced: twin.report } } : own;
  return judgeBySetting(results)[setting]!.map(({ id, pass }) => [id, pass]);
}

function twinOf({ config }: TableRun, runs: readonly TableRun[]): TableRun | null {
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

/**
 * The finished run in a folder, from its `report.json`; null where it is not measured yet. Throws UserError where a file is
 * damaged.
 */
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
