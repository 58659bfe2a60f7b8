import { expect, it } from 'vitest';
import { alikeTo, apartFrom, type Points } from './likeness';

/** On a line: 0, 1, 10, 2, 30. The third dimension is the same for all. */
const points: Points = {
  H: 3,
  values: Float32Array.of(0, 0, 5, 1, 0, 5, 10, 0, 5, 2, 0, 5, 30, 0, 5),
};

it('takes the nearest, nearest first', () => {
  expect(alikeTo(points, [0, 1, 2, 3, 4], 0, 3)).toEqual([0, 1, 3]);
  expect(alikeTo(points, [4, 3, 2, 1], 2, 3)).toEqual([2, 3, 1]);
  expect(alikeTo(points, [0, 1], 0, 9)).toEqual([0, 1]);
});

it('takes what is farthest from all taken so far', () => {
  // From 0: 30; then 10, which is 10 from 0; then 2, which is 2 from 0.
  expect(apartFrom(points, [0, 1, 2, 3, 4], 0, 4)).toEqual([0, 4, 2, 3]);
  expect(apartFrom(points, [1, 2], 1, 1)).toEqual([1]);
  expect(apartFrom(points, [0, 1], 0, 9)).toEqual([0, 1]);
});

it('takes equal points, too, where there are no others', () => {
  const equal: Points = { H: 1, values: new Float32Array(3) };
  expect(apartFrom(equal, [0, 1, 2], 1, 3)).toEqual([1, 0, 2]);
});
