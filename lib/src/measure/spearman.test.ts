import { expect, it } from 'vitest';
import { spearman } from './spearman';

it('is 1 for any rising and -1 for any falling pair', () => {
  expect(spearman([1, 2, 3], [10, 11, 1000])).toBe(1);
  expect(spearman([1, 2, 3], [5, 4, -9])).toBe(-1);
});

it('gives ties their mean rank', () => {
  // Ranks 1 2 3 4 and 1 2.5 2.5 4: covariance 4.5, variances 5 and 4.5.
  expect(spearman([1, 2, 3, 4], [1, 2, 2, 4])).toBeCloseTo(Math.sqrt(0.9), 12);
});

it('is null without spread', () => {
  expect(spearman([1, 2], [3, 3])).toBeNull();
  expect(spearman([1], [3])).toBeNull();
  expect(spearman([], [])).toBeNull();
});

it('refuses lists of different length', () => {
  expect(() => spearman([1, 2], [1])).toThrow(/2 and 1 values/);
});
