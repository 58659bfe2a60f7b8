import { deviation, mean } from 'd3-array';
import { checkEach, record } from '../options';
import { type ComparisonRow, compareWithPublished } from './compare';
import type { PublishedNumber } from './published';

/** A published number, beside our values from several runs. */
export interface SpreadRow extends Pick<ComparisonRow, 'id' | 'where' | 'unit' | 'op' | 'paper'> {
  /** One value a run, in the paper's unit. */
  readonly ours: readonly number[];
  readonly mean: number;
  /** Standard deviation of the sample, n - 1 below the sum of squares; null for one run. */
  readonly deviation: number | null;
}

/**
 * The published numbers that `filter` keeps and for which every seed has a value, with our value of each seed, their
 * mean and standard deviation. `values`: the result of `ourValues` for each seed. `filter` is as for
 * `compareWithPublished`.
 */
export function spreadOverSeeds(
  values: readonly Readonly<Record<string, number | null>>[],
  filter: string | ((row: PublishedNumber) => boolean) = '',
): SpreadRow[] {
  checkEach('spreadOverSeeds', 'values of a seed', values, record({}));
  return compareWithPublished({}, filter).flatMap((row) => {
    const ours = Array.from(values).flatMap((ofSeed) => ofSeed[row.id] ?? []);
    return ours.length < values.length || ours.length === 0 ? [] : [spreadRow(row, ours)];
  });
}

/** A published number beside at least one of ours. */
export function spreadRow(
  { id, where, unit, op, paper }: Omit<SpreadRow, 'ours' | 'mean' | 'deviation'>,
  ours: readonly number[],
): SpreadRow {
  return { id, where, unit, op, paper, ours, mean: mean(ours)!, deviation: deviation(ours) ?? null };
}
