import { describe, expect, it } from 'vitest';
import { embeddingOf, headFrom } from '../../../../test/toy-embeddings';
import { randomStream } from '../../data/random/random';
import type { Embedding, Head } from '../../embed/embeddings';
import { ablate, ablateOwn } from './ablation';
import { ceMeans } from './class-means';
import { recall } from './recall';
import { topMembers } from './top-members';

// Class 0 lives on feature 0, class 1 on features 1 and 2; feature 3 is nobody's.
const head = headFrom(
  [
    [3, 0, 0, 0],
    [0, 2, 1, 0],
    [0, 0, 0, 0],
  ],
  [0, 0, 1],
);
const fe = [
  [2, 1, 0, 5],
  [1, 1, 1, 5],
  [1, 0, 3, 5],
  [0, 2, 2, 5],
];
const labels = [0, 0, 1, 1];
const embedding = embeddingOf(head, fe, labels);
const ranked = topMembers(ceMeans(embedding, head));

/** The network's instances with some features set to 0, every logit computed anew. */
function without(zeroed: readonly number[]): Embedding {
  const rows = fe.map((row) => row.map((value, j) => (zeroed.includes(j) ? 0 : value)));
  return embeddingOf(head, rows, labels);
}

describe('ablate', () => {
  it("sets each class's own first features to 0, and another's as a control", () => {
    expect(ranked[1].map(({ index }) => index)).toEqual([2, 1, 0, 3]);
    const [one, two] = ablate(embedding, head, ranked, [1, 2]);
    expect(one).toMatchObject({ K: 1, before: [1, 0.5, null], after: [0, 0.5, null], drop: [1, 0, null] });
    expect(two).toMatchObject({ K: 2, after: [0, 0, null], drop: [1, 0.5, null] });
    // Class 0 without feature 2, then 2 and 1; class 1 without feature 0: both of its instances are right then.
    const control = { mean: [1, 1, null], low: [1, 1, null], high: [1, 1, null] };
    expect([one.others, two.others]).toEqual([control, control]);
  });

  it('takes the random features of a named stream', () => {
    const [{ random }] = ablate(embedding, head, ranked, [2], { draws: 6, seed: 5 });
    const recalls = [0, 1, 2, 3, 4, 5].map((draw) => {
      const features = [...randomStream(5, 'ablate', draw).permutation(4).subarray(0, 2)];
      return recall(without(features));
    });
    const ofClass = (c: number) => recalls.map((recall) => recall[c] ?? Number.NaN);
    expect(random.low).toEqual([Math.min(...ofClass(0)), Math.min(...ofClass(1)), null]);
    expect(random.high).toEqual([Math.max(...ofClass(0)), Math.max(...ofClass(1)), null]);
    expect(new Set(ofClass(0)).size).toBeGreaterThan(1);
  });

  it('has nothing to zero for a class without training instances', () => {
    const absent = [[], ranked[1], ranked[2]];
    const [{ before, after, drop }] = ablate(embedding, head, absent, [1]);
    expect([before, after, drop]).toEqual([
      [1, 0.5, null],
      [null, 0.5, null],
      [null, 0, null],
    ]);
  });

  it('refuses to zero all features, and more than are ranked', () => {
    expect(() => ablate(embedding, head, ranked, [4])).toThrow(/K = 4.*1 to 3/);
    const short = topMembers(ceMeans(embedding, head), 1);
    expect(() => ablate(embedding, head, short, [2])).toThrow(/1 ranked features of class 0.*K = 2/);
    expect(() => ablate(embedding, head, ranked.slice(1), [1])).toThrow(/for 2 classes.*3/);
  });
});

/** 300 instances with up to 10 features in steps of 1/8, under a random head. */
function randomNetwork(kind: Head['kind']): { head: Head; embedding: Embedding; rows: number[][] } {
  const random = randomStream(0, 'ablation test', kind);
  const numbers = (n: number, low: number) => Array.from({ length: n }, () => low + random.below(33) / 8);
  const W = Array.from({ length: 4 }, () => numbers(10, -2));
  const made = headFrom(W, kind === 'linear' ? numbers(4, -2) : null);
  const rows = Array.from({ length: 300 }, () => numbers(10, 0.125));
  return {
    head: made,
    embedding: embeddingOf(
      made,
      rows,
      rows.map((_, i) => i % 4),
    ),
    rows,
  };
}

// By hand: the features set to 0 and every logit computed anew, the lengths of a cosine head too.
describe.each(['linear', 'cosine'] as const)('%s head: as when all is computed anew', (kind) => {
  const network = randomNetwork(kind);
  const order = topMembers(ceMeans(network.embedding, network.head, 'normed'));
  const anew = (features: number[]) =>
    embeddingOf(
      network.head,
      network.rows.map((row) => row.map((value, j) => (features.includes(j) ? 0 : value))),
      [...network.embedding.labels],
    );

  it.each([1, 3, 7, 9])('K = %i', (K) => {
    const [found] = ablate(network.embedding, network.head, order, [K]);
    for (const [c, members] of order.entries()) {
      const features = members.slice(0, K).map(({ index }) => index);
      const expected = anew(features);
      expect(found.after[c]).toBe(recall(expected)[c]);
    }
  });
});

describe('ablateOwn', () => {
  it('gives what ablate gives without its controls, null for a class without features', () => {
    for (const K of [1, 2]) {
      const [{ random: _, others: __, ...own }] = ablate(embedding, head, ranked, [K]);
      expect(ablateOwn(embedding, head, ranked, K)).toEqual(own);
      expect(own.after[2]).toBeNull();
    }
  });
});
