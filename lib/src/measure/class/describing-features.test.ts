import { describe, expect, it } from 'vitest';
import { embeddingOf, headFrom } from '../../../../test/toy-embeddings';
import { hitFeatures } from './hit-features';
import { sufficientFeatures } from './sufficient-features';
import { matchedUnionOfTopK, unionOfTopK } from './union';

const head = headFrom(
  [
    [1, 1, 1],
    [0, 0, 1],
    [1, 0, 0],
  ],
  [0, 0, 0],
);
// Largest features of class 0: 0, 0, 1, 2; of class 1: 2, 2; class 2 is empty.
const rows = [
  [3, 2, 1],
  [3, 1, 2],
  [1, 3, 2],
  [1, 2, 3],
  [0, 1, 4],
  [1, 0, 4],
];
const embedding = embeddingOf(head, rows, [0, 0, 0, 0, 1, 1]);

describe('unionOfTopK', () => {
  it('counts different features', () => {
    expect(unionOfTopK(embedding, 1)).toEqual([3, 1, null]);
    expect(unionOfTopK(embedding, 2)).toEqual([3, 3, null]);
  });
});

describe('matchedUnionOfTopK', () => {
  it('draws each class down to the smallest', () => {
    // Two of the four tops 0, 0, 1, 2: on average 5/6 + 1/2 + 1/2 different ones.
    const [zero, one, two] = matchedUnionOfTopK(embedding, 1, { draws: 4000 });
    expect(zero).toBeCloseTo(11 / 6, 1);
    expect([one, two]).toEqual([1, null]);
  });

  it('repeats its draws for a seed', () => {
    const draw = (seed: number) => matchedUnionOfTopK(embedding, 1, { draws: 9, seed })[0];
    expect(draw(3)).toBe(draw(3));
    expect(new Set([0, 1, 2, 3, 4, 5].map(draw)).size).toBeGreaterThan(1);
  });

  it('is null for a class smaller than the sample, 1 feature for a sample of 1', () => {
    expect(matchedUnionOfTopK(embedding, 1, { size: 3 })).toEqual([expect.any(Number), null, null]);
    expect(matchedUnionOfTopK(embedding, 1, { size: 1 })).toEqual([1, 1, null]);
  });
});

describe('hitFeatures', () => {
  it('needs the rarest top that stands alone', () => {
    expect(hitFeatures(embedding, 1)).toEqual([3, 1, null]);
    // Top 2: {0, 1}, {0, 2}, {1, 2}, {2, 1}: in the order 1, 2, 0 two suffice.
    expect(hitFeatures(embedding, 2)).toEqual([2, 1, null]);
  });
});

describe('sufficientFeatures', () => {
  // Class 0 in the order 0, 1, 2 (equal means). Sums against the largest other logit:
  // 3 5 6 > 3 from two; 3 4 6 > 3 from two; 1 4 6 > 2 from two; 1 3 6 > 3 from three.
  it('takes as many as the share of instances needs', () => {
    expect(sufficientFeatures(embedding, head, { share: 0.75 })[0]).toBe(2);
    expect(sufficientFeatures(embedding, head, { share: 0.76 })[0]).toBe(3);
  });

  it('is null without correct instances, and where no number suffices', () => {
    // Class 1 ties with class 0 or loses to it, so none of its instances is predicted right.
    expect(sufficientFeatures(embedding, head)).toEqual([3, null, null]);
    // Decided by the bias alone: the ce sum 6 never exceeds the other logit 7.
    const biased = headFrom(
      [
        [1, 1, 1],
        [0, 0, 0],
        [0, 0, 0],
      ],
      [9, 7, 0],
    );
    expect(sufficientFeatures(embeddingOf(biased, [[3, 2, 1]], [0]), biased)).toEqual([null, null, null]);
  });

  it('refuses a share of 95', () => {
    expect(() => sufficientFeatures(embedding, head, { share: 95 })).toThrow(/share = 95.*0.95 for 95 %/);
  });
});
