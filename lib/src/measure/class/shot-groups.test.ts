import { expect, it } from 'vitest';
import { shotGroups, shotMeans } from './shot-groups';

it('over 100 is many, 20 to 100 medium, under 20 few', () => {
  expect(shotGroups([5000, 101, 100, 20, 19, 1])).toEqual({ many: [0, 1], medium: [2, 3], few: [4, 5] });
});

it('every class of a group counts once; a group without values is null', () => {
  const counts = [5000, 200, 50];
  expect(shotMeans([0.5, 1, 0.25], counts)).toEqual({ many: 0.75, medium: 0.25, few: null });
  expect(shotMeans([0.5, null, null], counts)).toEqual({ many: 0.5, medium: null, few: null });
});
