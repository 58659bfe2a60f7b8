import { expect, it } from 'vitest';
import { twoEffects } from './two-effects';

// Two runs of each of 2 x 2 cells: log2 of the causes is 0 or 1, so that their centred product is 1/4 or -1/4.
const first = [1, 1, 2, 2, 1, 1, 2, 2];
const second = [1, 1, 1, 1, 2, 2, 2, 2];

it('finds the slopes that an outcome was made of', () => {
  const outcome = first.map((_, run) => {
    const [a, b] = [Math.log2(first[run]) - 0.5, Math.log2(second[run]) - 0.5];
    return 7 + 3 * a - 2 * b + 4 * a * b;
  });
  const found = twoEffects(first, second, outcome)!;
  const slopes = [found.first, found.second, found.together];
  for (const [k, slope] of [3, -2, 4].entries()) {
    expect(slopes[k].estimate).toBeCloseTo(slope, 10);
    expect(slopes[k].low).toBeCloseTo(slope, 10);
    expect(slopes[k].high).toBeCloseTo(slope, 10);
  }
});

it('has intervals as wide as the runs of a cell differ', () => {
  // Cell means 1, 5, 1, 5: the slope is 4. A cell of 0 and 2, stretched to 1 ± 1.41, gives a mean of two draws within these.
  const { first: slope, second: none } = twoEffects(first, second, [0, 2, 4, 6, 0, 2, 4, 6])!;
  expect(slope.estimate).toBeCloseTo(4, 10);
  expect(none.estimate).toBeCloseTo(0, 10);
  expect(slope.low).toBeGreaterThanOrEqual(4 - 2 * Math.SQRT2);
  expect(slope.high).toBeLessThanOrEqual(4 + 2 * Math.SQRT2);
  expect(slope.high - slope.low).toBeGreaterThan(1);
});

it('has the width that the variance of the runs of a cell says, few as they are', () => {
  // 3 x 3 cells of five runs: variance 10 / 4, and squares of the causes of 30. Unstretched it would be 1.01 wide.
  const causes = [1, 2, 4].flatMap((a) => [1, 2, 4].flatMap((b) => new Array(5).fill([a, b])));
  const [a, b] = [0, 1].map((k) => causes.map((pair) => pair[k]));
  const outcome = causes.map((_, run) => (run % 5) - 2);
  const { first: slope } = twoEffects(a, b, outcome, { resamples: 10_000 })!;
  const width = 2 * 1.96 * Math.sqrt(2.5 / 30);
  expect(width).toBeCloseTo(1.13, 2);
  expect(Math.abs(slope.high - slope.low - width)).toBeLessThan(0.04);
});

it.each([
  ['one value of a cause', [1, 1, 2, 2], [3, 3, 3, 3]],
  ['causes that went together', [1, 1, 2, 2], [5, 5, 6, 6]],
])('cannot tell the slopes of %s apart', (_, a, b) => {
  expect(twoEffects(a, b, [1, 2, 3, 4])).toBeNull();
});

it('refuses lists of different lengths and causes that have no logarithm', () => {
  expect(() => twoEffects([1, 2], [1, 2], [1])).toThrow(/2, 2 and 1 values/);
  expect(() => twoEffects([0], [1], [1])).toThrow(/first/);
});
