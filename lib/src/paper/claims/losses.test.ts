import { expect, test } from 'vitest';
import { type ClassLosses, judgeLosses } from './losses';

/** Four classes of n images: the first two go from 0.9 to 0.8, the others from 0.8 to 0.4. */
const of = (n: number, classes: number[]): ClassLosses => ({
  ...{ before: [0.9, 0.9, 0.8, 0.8], after: [0.8, 0.8, 0.4, 0.4] },
  ...{ nBefore: [n, n, n, n], nAfter: [n, n, n, n], classes },
});
const judged = (n: number, unit: 'points' | 'share') =>
  judgeLosses({ rare: of(n, [2, 3]), frequent: of(n, [0, 1]) }, unit);

test('a loss in points and as a share, each with its interval and its images', () => {
  expect(judged(1000, 'points')).toMatchObject({ answer: 'holds', observed: 'rare: 40, frequent: 10' });
  expect(judged(1000, 'share')).toMatchObject({ answer: 'holds', observed: 'rare: 50, frequent: 11.1' });
  // Wilson: 0.8 ± 0.025, 0.4 ± 0.030 of 1,000; 40 ± 100 × √(0.025² + 0.030²) / √2.
  const { rare } = judged(1000, 'points').intervals;
  expect(rare).toMatchObject({ n: 1000, of: 'images' });
  expect(rare.low).toBeCloseTo(37.2, 0);
  expect(rare.high).toBeCloseTo(42.8, 0);
});

test('few images leave it open, and the other way round it does not hold', () => {
  expect(judged(8, 'points').answer).toBe('cannot be told');
  expect(judgeLosses({ a: of(1000, [0]), b: of(1000, [2]) }, 'points').answer).toBe('does not hold');
});

test('one class does not decide for the others', () => {
  const oneHigh = { ...of(1e5, [0, 1, 2]), before: [0.9, 0.9, 0.9], after: [0.8, 0.8, 0] };
  const even = { ...of(1e5, [0, 1, 2]), before: [0.9, 0.9, 0.9], after: [0.7, 0.7, 0.7] };
  expect(judgeLosses({ oneHigh, even }, 'points')).toMatchObject({
    answer: 'cannot be told',
    evidence: { oneHigh: expect.closeTo(36.667, 3), even: expect.closeTo(20, 6) },
  });
});

test('a class without recall has no share to lose, and without any there is nothing to judge', () => {
  const none = { ...of(100, [0, 1]), before: [0, null], after: [0, null] };
  expect(judgeLosses({ none, rare: of(100, [2]) }, 'share')).toMatchObject({
    answer: 'not evaluated',
    evidence: { none: null },
  });
  expect(
    judgeLosses({ a: { ...of(1e5, [0, 2]), before: [0, 0.9, 0.8] }, b: of(1e5, [0]) }, 'share'),
  ).toMatchObject({
    answer: 'holds',
    evidence: { a: expect.closeTo(50, 6) },
  });
});

test('refuses what are no two groups of recalls', () => {
  expect(() => judgeLosses({ one: of(10, [0]) }, 'points')).toThrow(/two groups/);
  expect(() => judgeLosses({ a: of(10, [0]), b: { ...of(10, [0]), after: [80] } }, 'points')).toThrow(
    /b\.after\[0\] = 80/,
  );
  expect(() => judgeLosses({ a: of(10, [0]), b: of(10, [1]) }, 'percent' as 'share')).toThrow(
    /points, share/,
  );
});
