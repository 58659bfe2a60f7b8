import { deviation, mean } from 'd3-array';
import { checkEach, record } from '../options';
import { type ComparisonRow, compareWithPublished } from './compare';
import type { PublishedNumber } from './published';

/** A published number beside ours of several seeds. */
export interface SpreadRow extends Pick<ComparisonRow, 'id' | 'where' | 'unit' | 'op' | 'paper'> {
  /** One value a seed, in the paper's unit. */
  readonly ours: readonly number[];
  readonly mean: number;
  /** Standard deviation of the sample, n - 1 below the sum of squares; null for one seed. */
  readonly deviation: number | null;
}

/**
 * The published numbers that `filter` keeps and every seed answers, with ours of each seed, their mean and standard
 * deviation. `values`: what `ourValues` gives, one a seed. `filter` as for `compareWithPublished`.
 */
export function spreadOverSeeds(
  values: readonly Readonly<Record<string, number | null>>[],
  filter: string | ((row: PublishedNumber) => boolean) = '',
): SpreadRow[] {
  checkEach('spreadOverSeeds', 'values of a seed', values, record({}));
  return compareWithPublished({}, filter).flatMap(({ id, where, unit, op, paper }) => {
    const ours = Array.from(values).flatMap((ofSeed) => ofSeed[id] ?? []);
    if (ours.length < values.length || ours.length === 0) return [];
    return [{ id, where, unit, op, paper, ours, mean: mean(ours)!, deviation: deviation(ours) ?? null }];
  });
}
