import { expect, it } from 'vitest';
import { Random } from '../../data/random/random';
import { Falling } from './falling';

function fall(values: readonly number[]): number[] {
  const falling = new Falling(values.length);
  falling.row.set(values);
  falling.start();
  return values.map(() => falling.next());
}

it('gives signed values in falling order, equal ones as often as they occur', () => {
  expect(fall([-3, 2, 5, 0, 2, 5])).toEqual([5, 5, 2, 2, 0, -3]);
  expect(fall([7])).toEqual([7]);
});

it.each([2, 8, 9, 64, 65])('agrees with a sort of %d values', (length) => {
  const random = new Random(length);
  // Rounded, so that there are ties; + 0 turns -0 into 0.
  const values = Array.from({ length }, () => Math.round(4 * random.normal()) / 4 + 0);
  expect(fall(values)).toEqual([...values].sort((a, b) => b - a));
});

it('takes one row after the other', () => {
  const falling = new Falling(3);
  for (const row of [
    [1, 3, 2],
    [6, 5, 4],
  ]) {
    falling.row.set(row);
    falling.start();
    expect(falling.next()).toBe(Math.max(...row));
  }
});
