import { expect, test } from 'vitest';
import { bothEnds, classCounts } from './per-class';

test('instances by true class, also of a class without any', () => {
  expect(classCounts({ labels: Int32Array.of(0, 2, 2, 0, 2), C: 4 })).toEqual([2, 0, 3, 0]);
});

test('the frequent and the rare classes are the paper’s for ten, and never overlap', () => {
  expect(bothEnds(10)).toEqual({ frequent: [0, 1, 2, 3], rare: [6, 7, 8, 9] });
  expect(bothEnds(2)).toEqual({ frequent: [0], rare: [1] });
  expect(bothEnds(3)).toEqual({ frequent: [0], rare: [2] });
  expect(bothEnds(1)).toEqual({ frequent: [], rare: [] });
});
