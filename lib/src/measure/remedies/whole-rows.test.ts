import { expect, it } from 'vitest';
import { randomStream } from '../../data/random/random';
import { sizeOf, toWhole, wholeScale } from './whole-rows';

it('rounds to the nearest whole number, and says how far off that is', () => {
  const whole = new Int16Array(5);
  expect(toWhole(Float64Array.of(1, -1, 0.25, -0.25, -2.6), 2, whole, 0)).toBeCloseTo(
    Math.hypot(0.5, 0.5, 0.2) / 2,
    12,
  );
  expect([...whole]).toEqual([2, -2, 1, 0, -5]);
});

it('leaves zeros as they are', () => {
  const zeros = new Float64Array(3);
  const whole = new Int16Array(3);
  expect(toWhole(zeros, wholeScale(sizeOf(zeros), 3), whole, 0)).toBe(0);
  expect([...whole]).toEqual([0, 0, 0]);
});

it.each([
  [1, 1],
  [1, 3e38],
  [2, 1e-44],
  [33, 1],
  [512, 1e-30],
  [2048, 1e19],
])('keeps products of %i numbers about %d within 32 bits', (H, size) => {
  const random = randomStream(0, 'whole', H);
  const rows = [
    Float64Array.from({ length: H }, () => size * random.normal()),
    Float64Array.from({ length: H }, () => size),
    Float64Array.from({ length: H }, (_, j) => (j === 0 ? -size : 0)),
  ];
  for (const row of rows) {
    const whole = new Int16Array(H);
    const scale = wholeScale(sizeOf(row), H);
    const off = toWhole(row, scale, whole, 0);
    const square = whole.reduce((sum, value) => sum + value * value, 0);
    expect(square).toBeLessThan(2 ** 31);
    // Fine enough: the rounding of each number is at most one in some 65,000 of the row's length, or of its greatest number.
    expect(off * scale).toBeLessThanOrEqual(Math.sqrt(H) / 2);
    expect(Math.max(square / 46_340 ** 2, (Math.max(...whole.map(Math.abs)) / 32_767) ** 2)).toBeGreaterThan(
      0.99,
    );
  }
});
