import { expect, it } from 'vitest';
import { randomStream } from '../../data/random/random';
import { fallingOrder } from './falling-order';

it('gives the places of falling values', () => {
  expect([...fallingOrder(Float64Array.of(1, 3, -2, 2))]).toEqual([1, 3, 0, 2]);
  expect([...fallingOrder(new Float64Array(0))]).toEqual([]);
});

it.each([1, 7, 8, 9, 16, 17, 31, 64, 100, 513])('orders %d values as a stable sort does', (length) => {
  const random = randomStream(0, 'falling', length);
  // Rounded, so that there are ties, zeros of either sign among them.
  const row = Float64Array.from({ length }, () => Math.round(3 * random.normal()) / 3);
  expect([...fallingOrder(row)]).toEqual([...row.keys()].sort((a, b) => row[b] - row[a] || a - b));
});
