import { expect, it } from 'vitest';
import { countWhere, derived, type Estimate, minus, over, overClasses, shareOf } from './estimate';
import { both, finding, unless } from './logic';

const estimate = (value: number, half: number): Estimate => ({
  ...{ value, low: value - half, high: value + half },
  ...{ n: 10, of: 'images' },
});

it('a difference of independent numbers is as sure as the root of their squares', () => {
  expect(minus(estimate(10, 3), estimate(2, 4))).toEqual({ value: 8, low: 3, high: 13, n: 10, of: 'images' });
  expect(derived((a, b) => a + b, 1, 2)).toBe(3);
  expect(over(1, 0)).toBeNull();
  expect(minus(null, estimate(1, 1))).toBeNull();
});

it('a mean over classes holds what it would be without any one of them', () => {
  expect(overClasses([18.6, 2, 2, 2])).toMatchObject({
    value: 6.15,
    low: 2,
    n: 4,
    of: 'classes',
    leftOut: true,
  });
  expect(overClasses([estimate(1, 10), estimate(1, 10)])).toMatchObject({
    low: 1 - Math.sqrt(50),
    of: 'images',
  });
  expect(overClasses([1, null])).toBeNull();
});

it('a share without images is a number without an interval', () => {
  expect(shareOf(0.5, undefined)).toBe(0.5);
  expect(shareOf(null, 5)).toBeNull();
});

it('a count has the least and the most that the intervals allow', () => {
  expect(countWhere([estimate(0.95, 0.01), estimate(0.95, 0.1), estimate(0.85, 0.1)], 0.9)).toMatchObject({
    ...{ value: 2, low: 1, high: 3 },
  });
});

it('there are three answers, and a fourth where a number is absent', () => {
  const above = (a: number, b: number) => a > b;
  const answer = (a: Estimate | null, b: number) => finding({ a, b }, above).answer;
  expect(answer(estimate(3, 1), 1)).toBe('holds');
  expect(answer(estimate(3, 1), 5)).toBe('does not hold');
  expect(answer(estimate(3, 1), 2.5)).toBe('cannot be told');
  expect(answer(null, 1)).toBe('not evaluated');
  // The numbers pass; the interval of the first does not.
  expect(finding({ a: estimate(3, 1), b: 2.5 }, above).pass).toBe(true);
});

it('a band inside an interval is not passed over', () => {
  const inBand = (x: number) => x >= 0.9 && x <= 1.1;
  expect(finding({ x: estimate(0.8, 0.4) }, inBand).answer).toBe('cannot be told');
});

it('one of two that does not hold decides, then one that cannot be told', () => {
  const [yes, no] = [finding({ a: 1 }, () => true), finding({ b: 1 }, () => false)];
  const open = finding({ c: estimate(1, 1) }, (c) => c > 0.5);
  const absent = finding({ d: null }, () => true);
  expect(both(yes, no).answer).toBe('does not hold');
  expect(both(open, no).answer).toBe('does not hold');
  expect(both(yes, open).answer).toBe('cannot be told');
  expect(both(yes, absent).answer).toBe('not evaluated');
  expect(unless(yes, 'one class decides')).toMatchObject({
    answer: 'cannot be told',
    doubt: 'one class decides',
  });
  expect(unless(yes, null)).toBe(yes);
});
