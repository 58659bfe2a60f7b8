import { expect, it } from 'vitest';
import { topMembers } from './top-members';

const indices = (row: readonly number[], n: number) =>
  topMembers([Float64Array.from(row)], n)[0].map(({ index }) => index);

it('ranks the largest first, on ties the lower feature', () => {
  expect(topMembers([Float64Array.of(1, 3, -2, 3), null], 3)).toEqual([
    [
      { index: 1, value: 3 },
      { index: 3, value: 3 },
      { index: 0, value: 1 },
    ],
    [],
  ]);
});

it('ranks many as it ranks few, equal values and zeros of either sign in their order', () => {
  const row = Array.from({ length: 60 }, (_, k) => [0, -0, 2, -1, 2, 1e-300][(k * k) % 6]);
  const plainly = Array.from(row.keys()).sort((a, b) => row[b] - row[a] || a - b);
  expect(indices(row, 60)).toEqual(plainly);
  expect(indices(row, 32)).toEqual(plainly.slice(0, 32));
  expect(indices(row, 33)).toEqual(plainly.slice(0, 33));
});
