import { describe, expect, it } from 'vitest';
import golden from '../../../test/data/golden.json';
import { UserError } from '../errors';
import { imbalanceCounts, imbalancedIndices } from './imbalance';

describe('imbalanceCounts', () => {
  it('gives the counts of the paper', () => {
    expect(imbalanceCounts(5000, 100, 10)).toEqual(golden.counts.cifar10_100);
    expect(imbalanceCounts(4600, 100, 10)).toEqual(golden.counts.svhn_100);
    expect(imbalanceCounts(5000, 20, 2)).toEqual(golden.counts.celeba_20);
  });

  it('truncates: 100 * 50^(-1/2) = 14.14 and 100 * 30^(-1/2) = 18.26', () => {
    expect(imbalanceCounts(100, 50, 3)).toEqual([100, 14, 2]);
    expect(imbalanceCounts(100, 30, 3)).toEqual([100, 18, 3]);
  });

  it('keeps all with ratio 1', () => {
    expect(imbalanceCounts(7, 1, 3)).toEqual([7, 7, 7]);
  });

  it.each([
    [100, 0.5, 3],
    [100, 200, 3],
    [100, 10, 1],
    [100.5, 10, 3],
    [100, Number.NaN, 3],
  ])('refuses nMax %d, ratio %d, classes %d', (nMax, ratio, classes) => {
    expect(() => imbalanceCounts(nMax, ratio, classes)).toThrow(UserError);
  });
});

describe('imbalancedIndices', () => {
  // Labels 0 1 ... 9 0 1 ... 9: the k-th image of class c is at position 10 k + c.
  const labels = Uint8Array.from({ length: 50_000 }, (_, i) => i % 10);

  it("takes the authors' images, seed 0", () => {
    const { cifar10_100: counts } = golden.counts;
    const indices = imbalancedIndices(labels, counts, 0);
    expect(indices.length).toBe(12_406);
    let start = 0;
    for (const [c, first] of golden.numpySeed0Shuffle5000_first8.entries()) {
      expect([...indices.slice(start, start + 8)]).toEqual(first.map((k) => 10 * k + c));
      start += counts[c];
    }
    expect(new Set(indices).size).toBe(12_406);
  });

  it('takes others with another seed', () => {
    expect(imbalancedIndices(labels, [3], 1)).not.toEqual(imbalancedIndices(labels, [3], 0));
  });

  it('refuses more images than there are', () => {
    expect(() => imbalancedIndices([0, 0, 1], [2, 2])).toThrow(/class 1.*at most 1/);
  });
});
