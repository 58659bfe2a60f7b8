import { expect, test } from 'vitest';
import { bothEnds, classCounts, rarestClass } from './per-class';

test('instances by true class, also of a class without any', () => {
  expect(classCounts({ labels: Int32Array.of(0, 2, 2, 0, 2), C: 4 })).toEqual([2, 0, 3, 0]);
});

test('the frequent and the rare classes are the paper’s for ten, and never overlap', () => {
  expect(bothEnds(10)).toEqual({ frequent: [0, 1, 2, 3], rare: [6, 7, 8, 9] });
  expect(bothEnds(2)).toEqual({ frequent: [0], rare: [1] });
  expect(bothEnds(3)).toEqual({ frequent: [0], rare: [2] });
  expect(bothEnds(1)).toEqual({ frequent: [], rare: [] });
});

test('takes for the rarest class the last that has instances in all embeddings', () => {
  const of = (...labels: number[]) => ({ C: 4, labels: Int32Array.from(labels) });
  expect(rarestClass(of(0, 3, 1))).toBe(3);
  expect(rarestClass(of(0, 1, 0))).toBe(1);
  expect(rarestClass(of(0, 2, 3), of(0, 1, 2))).toBe(2);
  expect(() => rarestClass(of(0), of(1))).toThrow(/no class that has instances in each/);
});
