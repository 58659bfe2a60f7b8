import { quantileSorted } from 'd3-array';
import { type Random, randomStream } from '../../data/random/random';
import { type Options, resolveOptions, share, whole } from '../../options';
import { membersByClass } from '../members';
import type { Grouping } from '../per-class';

/** How a bootstrap is done. */
export interface BootstrapOptions {
  /** Default 1000, the least that is usual for percentiles; the time grows with it. */
  readonly resamples: number;
  /** Share of the resamples within the interval, 0..1. Default 0.95. */
  readonly level: number;
  /** Default 0. Each class has a stream of its own, the same for every statistic. */
  readonly seed: number;
}

/** What the options of a bootstrap may be. */
export const bootstrapOptions: Options<BootstrapOptions> = {
  resamples: [whole(1, 1e5), 1000],
  level: [share('below 1'), 0.95],
  seed: [whole(), 0],
};

/** A statistic of one class, and how far it moves when the class's instances are resampled. */
export interface Interval {
  /** The statistic of the class as it is. */
  readonly estimate: number;
  /** Percentiles of the statistic over the resamples: 2.5 and 97.5 for level 0.95. */
  readonly low: number;
  readonly high: number;
  /** Mean over the resamples less the estimate: about 0 for a mean, above 0 for a largest mean. */
  readonly bias: number;
}

/** One interval a class, in class order; null where the class's set is empty. */
export type Intervals = readonly (Interval | null)[];

/**
 * Percentile bootstrap of a statistic of column means: as many instances of a class as it has are drawn from them with
 * replacement, again and again. `valuesOf` gives a class's values, `[members, columns]`, and `statistic` turns the means
 * of the columns into the number wanted. Throws UserError on unsound options.
 * Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
 */
export function bootstrap(
  where: string,
  grouping: Grouping,
  C: number,
  valuesOf: (members: Int32Array, c: number) => Float64Array,
  statistic: (means: Float64Array) => number,
  options: Partial<BootstrapOptions> = {},
): Intervals {
  const { resamples, level, seed } = resolveOptions(where, bootstrapOptions, options);
  return membersByClass(grouping, C).map((members, c) => {
    if (members.length === 0) return null;
    const values = valuesOf(members, c);
    const random = randomStream(seed, 'bootstrap', c);
    const draws = Array.from({ length: resamples }, () =>
      statistic(drawnMeans(values, members.length, random)),
    );
    return interval(statistic(columnMeans(values, members.length)), draws, level);
  });
}

/** Column means of n rows drawn with replacement from `values: [n, columns]`. */
function drawnMeans(values: Float64Array, n: number, random: Random): Float64Array {
  const columns = values.length / n;
  const means = new Float64Array(columns);
  for (let draw = 0; draw < n; draw++) {
    const row = random.below(n) * columns;
    for (let k = 0; k < columns; k++) means[k] += values[row + k];
  }
  return means.map((sum) => sum / n);
}

function columnMeans(values: Float64Array, n: number): Float64Array {
  const columns = values.length / n;
  const sums = new Float64Array(columns);
  for (let at = 0; at < values.length; at++) sums[at % columns] += values[at];
  return sums.map((sum) => sum / n);
}

/** The interval that `draws` of a statistic give, which it sorts. */
export function interval(estimate: number, draws: number[], level: number): Interval {
  draws.sort((a, b) => a - b);
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  return {
    estimate,
    low: quantileSorted(draws, (1 - level) / 2)!,
    high: quantileSorted(draws, (1 + level) / 2)!,
    bias: mean - estimate,
  };
}
