import { describe, expect, it } from 'vitest';
import { UserError } from '../../errors';
import { MersenneTwister } from './mersenne-twister';
import { Random, randomStream } from './random';

const times = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);

describe('MersenneTwister', () => {
  it('gives the reference words of init_genrand(5489)', () => {
    const twister = new MersenneTwister(5489);
    expect(times(5, () => twister.nextUint32())).toEqual([
      3499211612, 581869302, 3890346734, 3586334585, 545404204,
    ]);
  });

  it('gives the reference words of init_by_array, the first five and the 1000th', () => {
    const twister = new MersenneTwister([0x123, 0x234, 0x345, 0x456]);
    const words = times(1000, () => twister.nextUint32());
    expect(words.slice(0, 5)).toEqual([1067595299, 955945823, 477289528, 4107218783, 4228976476]);
    expect(words[999]).toBe(3460025646);
  });

  it('takes a key longer than its state', () => {
    const twister = new MersenneTwister(times(700, () => 0).map((_, i) => i));
    expect(times(3, () => twister.nextUint32())).toEqual([3727595200, 1914792892, 3929396303]);
  });
});

describe('Random', () => {
  it('gives the numbers of numpy.random.seed(0)', () => {
    const random = new Random(0);
    expect(times(3, () => random.uniform())).toEqual([
      0.5488135039273248, 0.7151893663724195, 0.6027633760716439,
    ]);
    expect([...new Random(0).permutation(10)]).toEqual([2, 8, 4, 9, 1, 6, 7, 3, 0, 5]);
  });

  it('draws every integer below n about equally often', () => {
    const random = new Random(1);
    const counts = [0, 0, 0, 0, 0];
    for (let i = 0; i < 50_000; i++) counts[random.below(5)]++;
    // Binomial sd of each: sqrt(50000 * 0.2 * 0.8) = 89.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    expect(random.below(1)).toBe(0);
  });

  it('draws normal numbers: mean 0, variance 1, 4.55 % beyond 2', () => {
    const random = new Random(2);
    const draws = times(100_000, () => random.normal());
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + x * x, 0) / draws.length;
    const tail = draws.filter((x) => Math.abs(x) > 2).length / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.013);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
    expect(Math.abs(tail - 0.0455)).toBeLessThan(0.003);
  });
});

describe('Random, seeded wrongly', () => {
  it.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses %d', (seed) => {
    expect(() => new Random(seed)).toThrow(UserError);
  });
});

describe('randomStream', () => {
  const first = (...args: Parameters<typeof randomStream>) => randomStream(...args).uniform();

  it('is the same for the same seed and names', () => {
    expect(first(0, 'shuffle', 3)).toBe(first(0, 'shuffle', 3));
  });

  it('differs by seed, by name and by how the names are cut', () => {
    const numbers = [
      first(0, 'shuffle', 3),
      first(1, 'shuffle', 3),
      first(2 ** 32, 'shuffle', 3),
      first(0, 'augment', 3),
      first(0, 'shuffle', 4),
      first(0, 'shuffle3'),
      first(0, 'shuff', 'le', 3),
      first(0),
    ];
    expect(new Set(numbers).size).toBe(8);
  });

  it.each([-1, 0.5, Number.NaN])('refuses seed %d', (seed) => {
    expect(() => randomStream(seed, 'shuffle')).toThrow(UserError);
  });
});
