import { deviation, extent, mean } from 'd3-array';
import { UserError } from '../errors';
import { exists, readBytes, resolve } from '../machine';
import { intervalOfCounts } from '../measure/uncertainty/interval-of-counts';
import { checkValue, isList, type Kind } from '../options';
import { referenceFolder } from '../train/reference-folder';
import { claims, type Verdict } from './claims';
import { type PublishedNumber, published } from './published';

/** A table over runs, as `fragility collect` writes it and Arquero reads it: `aq.fromArrow(await cf.paper.collectedRuns())`. */
export interface RunTable {
  columnNames(): string[];
  array(name: string): ArrayLike<unknown>;
}

/** In how many runs a claim holds. */
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
export interface NumberSpread extends Pick<PublishedNumber, 'id' | 'where' | 'unit' | 'op'> {
  readonly paper: number;
  /** One value a run that has it. */
  readonly ours: readonly number[];
  readonly n: number;
  readonly mean: number;
  /** Of the sample; null for one run. */
  readonly deviation: number | null;
  readonly min: number;
  readonly max: number;
}

/** The table over runs in a file that `fragility collect --out FILE.arrow` wrote; by default the project's own sweep. */
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

/** For each claim of the paper the share of the runs in which it holds. A claim is judged on one run and its balanced twin. */
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

/** The published numbers that at least one run answers, with ours of each run. What is no result (`SET.`) is left out. */
export function numberSpreads(table: RunTable): NumberSpread[] {
  checkValue('numberSpreads', 'table', table, runTable);
  return published.flatMap(({ id, where, unit, op, value }) => {
    if (id.startsWith('SET.')) return [];
    const ours = columnOf(table, `value ${id}`).filter((number) => typeof number === 'number');
    const [min, max] = extent(ours);
    if (min === undefined) return [];
    const numbers = { n: ours.length, mean: mean(ours)!, deviation: deviation(ours) ?? null, min, max };
    return [{ ...{ id, where, unit, op }, paper: value, ours, ...numbers }];
  });
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
