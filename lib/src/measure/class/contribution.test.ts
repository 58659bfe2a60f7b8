import { describe, expect, it } from 'vitest';
import { embeddingOf, headFrom } from '../../../../test/toy-embeddings';
import { contribution, contributionPresets } from './contribution';
import { weightStats } from './weight-stats';

const head = headFrom(
  [
    [1, 2],
    [1, 1],
    [0, 0],
  ],
  [1, 0, 0],
);
const rows = [
  [1, 1],
  [3, 2],
];
const embedding = embeddingOf(head, rows, [0, 0]);

describe('contribution', () => {
  // ce 1 and 2 of the logit 4 (sum 3); ce 3 and 4 of the logit 8 (sum 7).
  it('averages ratios or divides averages, by the logit or by the sum of ce', () => {
    const top = (estimator: 'meanOfRatios' | 'ratioOfMeans', denominator: 'logit' | 'sumCe') =>
      contribution(embedding, head, { estimator, denominator }, 1).members[0][0];
    expect(top('meanOfRatios', 'logit')).toEqual({ index: 1, value: (2 / 4 + 4 / 8) / 2 });
    expect(top('ratioOfMeans', 'logit').value).toBe(6 / 12);
    expect(top('ratioOfMeans', 'sumCe').value).toBeCloseTo(6 / 10, 12);
    expect(top('meanOfRatios', 'sumCe').value).toBeCloseTo((2 / 3 + 4 / 7) / 2, 12);
  });

  it('ranks by mean ce and lists none of an empty class', () => {
    const { members } = contribution(embedding, head);
    expect(members.map((ranked) => ranked.map(({ index }) => index))).toEqual([[1, 0], [], []]);
  });

  it('skips and counts instances whose logit is near 0', () => {
    const silent = { ...embedding, logits: Float32Array.of(1e-7, -1, -1, 8, -1, -1) };
    const { members, skipped } = contribution(silent, head, {}, 1);
    expect(members[0]).toEqual([{ index: 1, value: 0.5 }]);
    expect(skipped).toEqual([1, 0, 0]);
    const none = { ...embedding, logits: new Float32Array(6) };
    expect(contribution(none, head, {}, 1).members[0]).toEqual([]);
    expect(contribution(none, head, { estimator: 'ratioOfMeans' }, 1).members[0]).toEqual([]);
  });

  it('leaves out misclassified instances on demand', () => {
    // True class 1: ce 1 and 1 against class 0, so never predicted.
    const wrong = embeddingOf(head, [...rows, [1, 1]], [0, 0, 1]);
    expect(contribution(wrong, head).members[1].map(({ value }) => value)).toEqual([0.5, 0.5]);
    expect(contribution(wrong, head, { population: 'correct' }).members[1]).toEqual([]);
  });

  it('adds to 1 over all features for the preset exact, a cosine head too', () => {
    const cosine = headFrom([
      [3, 4],
      [4, -3],
    ]);
    const { members } = contribution(embeddingOf(cosine, rows, [0, 0]), cosine, contributionPresets.exact);
    expect(members[0].reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(1, 12);
  });
});

describe('weightStats', () => {
  it('takes signed weights, not the largest by absolute value', () => {
    const wide = headFrom([
      [-9, ...Array.from({ length: 10 }, (_, j) => j + 1)],
      [0.5, ...Array.from({ length: 10 }, () => -1)],
    ]);
    const { members, sumTop10, max } = weightStats(wide);
    expect(sumTop10).toEqual([55, -8.5]);
    expect(max).toBe(10);
    expect(members[0][0]).toEqual({ index: 10, value: 10 });
    expect(members[1].slice(0, 2)).toEqual([
      { index: 0, value: 0.5 },
      { index: 1, value: -1 },
    ]);
  });
});
