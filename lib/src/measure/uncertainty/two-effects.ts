import { group, mean } from 'd3-array';
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { randomStream } from '../../data/random/random';
import { UserError } from '../../errors';
import { checkEach, number, resolveOptions } from '../../options';
import { type BootstrapOptions, bootstrapOptions, type Interval, interval } from './bootstrap';

/** Least-squares slopes of an outcome on two causes that were varied together. */
export interface TwoEffects {
  /** Change of the outcome with each doubling of the first cause, the second fixed; the second's likewise. */
  readonly first: Interval;
  readonly second: Interval;
  /** What the slope of the first gains with each doubling of the second; near 0 where the effects add up. */
  readonly together: Interval;
}

/**
 * y = a + b log2(first) + c log2(second) + d (log2(first) - mean)(log2(second) - mean), fitted by least squares over
 * runs: `first`, `second`, `outcome`: `[runs]`. The intervals are percentiles over resamples of the runs within each
 * combination of the causes, their deviations stretched by the root of n / (n - 1), as a mean of n drawn from n varies by too
 * little (Davison and Hinkley, Bootstrap Methods, 1997); a combination of one run adds nothing to them. Null where the runs
 * cannot tell the slopes apart. Throws UserError on unequal lengths or a cause not above 0.
 */
export function twoEffects(
  first: readonly number[],
  second: readonly number[],
  outcome: readonly number[],
  options: Partial<BootstrapOptions> = {},
): TwoEffects | null {
  const { resamples, level, seed } = resolveOptions('twoEffects', bootstrapOptions, options);
  checkEach('twoEffects', 'first', first, number(Number.MIN_VALUE));
  checkEach('twoEffects', 'second', second, number(Number.MIN_VALUE));
  checkEach('twoEffects', 'outcome', outcome, number());
  if (first.length !== outcome.length || second.length !== outcome.length)
    throw new UserError({
      where: 'twoEffects',
      given: `${first.length}, ${second.length} and ${outcome.length} values`,
      expected: 'three lists of the same length',
      remedy: 'Give one value of each a run.',
    });
  const design = new Matrix(designOf(Array.from(first, Math.log2), Array.from(second, Math.log2)));
  const decomposed = new SingularValueDecomposition(design, { autoTranspose: true });
  if (decomposed.rank < design.columns) return null;
  // Runs drawn within their cell leave the causes as they are: one inverse serves every draw.
  const inverse = decomposed.inverse().to2DArray();
  const slopesOf = (y: readonly number[]) => inverse.map((row) => dot(row, y));
  const estimates = slopesOf(Array.from(outcome));
  const random = randomStream(seed, 'two effects');
  const cells = group(outcome.keys(), (run) => `${first[run]} ${second[run]}`);
  const cellOf = Array.from(outcome, (_, run) => cells.get(`${first[run]} ${second[run]}`)!);
  const pool = stretched(outcome, cellOf);
  const draws = Array.from({ length: resamples }, () =>
    slopesOf(cellOf.map((runs) => pool[runs[random.below(runs.length)]])),
  );
  const intervalOf = (k: number) =>
    interval(
      estimates[k],
      draws.map((draw) => draw[k]),
      level,
    );
  return { first: intervalOf(1), second: intervalOf(2), together: intervalOf(3) };
}

/** The outcomes, as far from the mean of their cell as it takes for draws from it to vary as runs do. */
function stretched(outcome: readonly number[], cellOf: readonly (readonly number[])[]): number[] {
  return cellOf.map((runs, run) => {
    const centre = mean(runs, (other) => outcome[other])!;
    const n = runs.length;
    return n === 1 ? centre : centre + (outcome[run] - centre) * Math.sqrt(n / (n - 1));
  });
}

/** `[runs, 4]`: 1, both causes less their means, and the product of these. */
function designOf(x1: readonly number[], x2: readonly number[]): number[][] {
  const [mean1, mean2] = [mean(x1)!, mean(x2)!];
  return x1.map((value, run) => {
    const [a, b] = [value - mean1, x2[run] - mean2];
    return [1, a, b, a * b];
  });
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}
