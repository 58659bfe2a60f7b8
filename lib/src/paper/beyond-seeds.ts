import { extent, group, sort } from 'd3-array';
import { UserError } from '../errors';
import { exists, readBytes, resolve } from '../machine';
import { intervalOfCounts } from '../measure/uncertainty/interval-of-counts';
import { checkValue, isList, type Kind } from '../options';
import { configKeys, type Preset, resolveConfig, type Setting, type TrainingConfig } from '../train/config';
import { referenceFolder } from '../train/reference-folder';
import { claims, type Verdict } from './claims';
import { published } from './published';
import { type PaperSetting, settings } from './settings';
import { type SpreadRow, spreadRow } from './spread';

/** A table over runs, as `fragility collect` writes it and Arquero reads it: `aq.fromArrow(await cf.paper.collectedRuns())`. */
export interface RunTable {
  columnNames(): string[];
  array(name: string): ArrayLike<unknown>;
}

/** A claim, and in how many of the runs it holds. */
export interface ClaimShare extends Pick<Verdict, 'id' | 'rq' | 'kind' | 'statement'> {
  /** Runs in which it can be judged, and in which it holds. */
  readonly n: number;
  readonly holds: number;
  /** holds / n, 0..1, and its 95 % interval (Wilson); null for n = 0. */
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** A published number beside its distribution over runs, in the paper's unit. */
export interface NumberSpread extends SpreadRow {
  /** How many runs have it: one value each in `ours`. */
  readonly n: number;
  readonly min: number;
  readonly max: number;
}

/** Runs of one setting that differ only in their seeds. */
export interface RunKind {
  readonly setting: PaperSetting['id'];
  /** Preset and imbalance ratio, then each field that is not as the preset has it: `small, 10:1, step, depth=14`. */
  readonly training: string;
  /** How many. */
  readonly n: number;
  readonly runs: RunTable;
}

/**
 * The bytes of a table over runs that `fragility collect --out FILE.arrow` wrote; by default that of the project's own
 * sweep.
 */
export async function collectedRuns(
  file = resolve(referenceFolder(), '..', 'sweeps', 'runs.arrow'),
): Promise<Uint8Array> {
  if (exists(file)) return readBytes(file);
  throw new UserError({
    where: 'collectedRuns',
    given: `${file}, which is not there`,
    expected: 'a table over runs',
    remedy: 'Write it with fragility collect --out FILE.arrow.',
  });
}

/**
 * For each claim of the paper the share of the runs in which it holds. The claim is judged on each run and its
 * balanced twin.
 */
export function claimShares(table: RunTable): ClaimShare[] {
  checkValue('claimShares', 'table', table, runTable);
  return claims.map(({ id, rq, kind, statement }) => {
    const judged = columnOf(table, `claim ${id}`).filter((pass) => typeof pass === 'boolean');
    const holds = judged.filter(Boolean).length;
    const { low = null, high = null } = intervalOfCounts(holds, judged.length) ?? {};
    const share = judged.length === 0 ? null : holds / judged.length;
    return { ...{ id, rq, kind, statement }, n: judged.length, holds, share, low, high };
  });
}

/**
 * The published numbers for which at least one run has a value, with our value of each run. Numbers that describe the
 * set-up (`SET.`) are left out.
 */
export function numberSpreads(table: RunTable): NumberSpread[] {
  checkValue('numberSpreads', 'table', table, runTable);
  return published.flatMap(({ value: paper, ...number }) => {
    if (number.id.startsWith('SET.')) return [];
    const ours = columnOf(table, `value ${number.id}`).filter((value) => typeof value === 'number');
    const [min, max] = extent(ours);
    return min === undefined ? [] : [{ ...spreadRow({ ...number, paper }, ours), n: ours.length, min, max }];
  });
}

/**
 * The imbalanced runs on the paper's data, grouped by how they were trained; groups of one setting stand together. A
 * group of a single run shows no spread and is left out.
 */
export function runKinds(table: RunTable): RunKind[] {
  checkValue('runKinds', 'table', table, runTable);
  const [setting, balance] = ['setting', 'balance'].map((name) => columnOf(table, name));
  const training = trainings(table);
  const rows = [...setting.keys()].filter((k) => balance[k] === 'imbalanced');
  return sort(settings, ({ id }) => id).flatMap(({ id }) => {
    const kinds = group(
      rows.filter((k) => setting[k] === id),
      training,
    );
    return sort(kinds, ([name]) => name)
      .filter(([, own]) => own.length > 1)
      .map(([name, own]) => ({ setting: id, training: name, n: own.length, runs: rowsOf(table, own) }));
  });
}

/** Fields that the words of a run's kind say otherwise, or that its seeds are. */
const saidOtherwise: readonly string[] = [
  'setting',
  'balance',
  'preset',
  'imbalanceRatio',
  'seed',
  'subsetSeed',
];

/**
 * How a run was trained, in a few words: `small, 10:1, step, depth=14`. What is as its preset has it, or not in the table, is not
 * said.
 */
function trainings(table: RunTable): (k: number) => string {
  const columns = new Map(configKeys.map((key) => [key, columnOf(table, key)]));
  const at = (key: string, k: number) => columns.get(key)?.[k] ?? null;
  const presets = new Map<string, TrainingConfig>();
  const presetOf = (k: number) => {
    const [setting, preset] = [at('setting', k), at('preset', k)] as [Setting, Preset];
    const name = `${setting} ${preset}`;
    if (!presets.has(name)) presets.set(name, resolveConfig({ setting, preset }));
    return presets.get(name)!;
  };
  const unusual = (key: string, k: number): string[] => {
    const value = at(key, k);
    if (value === null || value === presetOf(k)[key as keyof TrainingConfig]) return [];
    return [key === 'profile' || key === 'rareImages' ? String(value) : `${key}=${value}`];
  };
  const fields = configKeys.filter((key) => !saidOtherwise.includes(key));
  return (k) =>
    [at('preset', k), `${at('imbalanceRatio', k)}:1`, ...fields.flatMap((key) => unusual(key, k))].join(', ');
}

function rowsOf(table: RunTable, rows: readonly number[]): RunTable {
  const array = (name: string) => {
    const all = table.array(name);
    return rows.map((k) => all[k]);
  };
  return { columnNames: () => table.columnNames(), array };
}

const runTable: Kind<RunTable> = {
  expected: 'a table of Arquero over runs',
  accepts(value) {
    const { columnNames, array } = (value ?? {}) as Partial<RunTable>;
    if (typeof columnNames !== 'function' || typeof array !== 'function') return false;
    return isList((value as RunTable).columnNames());
  },
};

function columnOf(table: RunTable, name: string): unknown[] {
  return table.columnNames().includes(name) ? Array.from(table.array(name)) : [];
}
