import { expect, it } from 'vitest';
import { Random } from '../../data/random/random';
import { matchedSample } from './matched-sample';

const members = Int32Array.of(10, 20, 30, 40);

it('takes different members and leaves the list alone', () => {
  const sample = matchedSample(members, 3, new Random(0));
  expect(new Set(sample).size).toBe(3);
  expect([...members]).toEqual([10, 20, 30, 40]);
  expect([...matchedSample(members, 4, new Random(1))].sort()).toEqual([10, 20, 30, 40]);
});

it('takes each member equally often', () => {
  const random = new Random(0);
  const drawn = new Map<number, number>();
  for (let draw = 0; draw < 4000; draw++) {
    for (const member of matchedSample(members, 2, random)) drawn.set(member, (drawn.get(member) ?? 0) + 1);
  }
  // 2000 expected, standard deviation 32.
  for (const member of members) expect(Math.abs(drawn.get(member)! - 2000)).toBeLessThan(130);
});

it('refuses more than there are', () => {
  expect(() => matchedSample(members, 5, new Random(0))).toThrow(/size = 5.*from 1 to 4/);
});
