import { expect, it } from 'vitest';
import { intervalOfCounts } from './interval-of-counts';

// Expected: statsmodels' proportion_confint(k, n, method='wilson').
it.each([
  [0, 10, 0, 0.2775328],
  [10, 10, 0.7224672, 1],
  [8, 10, 0.4901625, 0.9433178],
  [5, 10, 0.2365931, 0.7634069],
  [1, 1, 0.2065493, 1],
])('of %i of %i', (successes, n, low, high) => {
  const interval = intervalOfCounts(successes, n)!;
  expect(interval.low).toBeCloseTo(low, 6);
  expect(interval.high).toBeCloseTo(high, 6);
});

it('is null of nothing, and refuses more successes than trials', () => {
  expect(intervalOfCounts(0, 0)).toBeNull();
  expect(() => intervalOfCounts(3, 2)).toThrow(/successes = 3/);
});
