import { describe, expect, it } from 'vitest';
import { embeddingOf, headFrom, readingHead, toyEmbeddings } from '../../../../test/toy-embeddings';
import { coverage } from './coverage';
import { coveragePresets } from './coverage-options';
import { minimalK } from './minimal-k';

// ce of class 0: 2 and -1, so S_1 = 2 and S_2 = 1.
const W0 = [1, -1];
const fe = [[2, 1]];

describe('coverage', () => {
  it('can fall with K, as ce can be negative', () => {
    const head = headFrom([W0, [0.5, 0.5]], [1, 0]);
    const embedding = embeddingOf(head, fe, [0]);
    expect(coverage(embedding, head, [1, 2]).map(({ overall }) => overall)).toEqual([1, 0]);
  });

  it.each([
    // Logits 2 and 1.5: S_2 = 1 stays below, with its bias 1 it does not; without any bias it is 1 against 1.5.
    { W1: [0.5, 0.5], b: [1, 0], adversary: 0, both: 1, none: 0 },
    // Logits 1.5 and 1.25: S_2 = 1 stays below, S_2 + 0.5 does not; without any bias it is 1 against 0.75.
    { W1: [0.25, 0.25], b: [0.5, 0.5], adversary: 0, both: 1, none: 1 },
  ])('puts the bias on the side asked for: %o', ({ W1, b, ...wanted }) => {
    const head = headFrom([W0, W1], b);
    const embedding = embeddingOf(head, fe, [0]);
    for (const bias of ['adversary', 'both', 'none'] as const) {
      expect(coverage(embedding, head, [2], { bias })[0].overall).toBe(wanted[bias]);
    }
  });

  it('asks for more than a tie', () => {
    const head = headFrom([W0, [1, 0]], [5, 0]);
    // S_1 = 2 against the adversary's logit 2.
    expect(coverage(embeddingOf(head, fe, [0]), head, [1])[0].overall).toBe(0);
  });

  const identity = readingHead(3);
  const rows = [
    [3, 1, 0],
    [1, 3, 0],
    [0, 3, 1],
  ];
  const mixed = embeddingOf(identity, rows, [0, 0, 1]);

  it('takes the predicted or the true class as reference', () => {
    expect(coverage(mixed, identity, [1])[0].perClass).toEqual([1, 1, null]);
    const ofTrue = coverage(mixed, identity, [1], { ref: 'true' })[0];
    expect(ofTrue).toEqual({ K: 1, perClass: [0.5, 1, null], overall: 2 / 3, classMean: 0.75 });
  });

  it('leaves out misclassified instances and groups by prediction on demand', () => {
    const correct = { ref: 'true', population: 'correct' } as const;
    expect(coverage(mixed, identity, [1], correct)[0].perClass).toEqual([1, 1, null]);
    const wrong = embeddingOf(identity, rows, [0, 0, 2]);
    expect(coverage(wrong, identity, [1], { groupBy: 'pred' })[0].perClass).toEqual([1, 1, null]);
    expect(coverage(wrong, identity, [1], correct)[0].perClass).toEqual([1, null, null]);
  });

  it('compares raw sums with cosines unless normed', () => {
    const cosine = headFrom([
      [3, 4],
      [4, 3],
    ]);
    // Class 0: raw ce 0.6 and 1.6 exceed every cosine; normed 0.268 and 0.716 need both to exceed 0.984 > 0.894.
    const embedding = embeddingOf(cosine, [[0.2, 0.4]], [0]);
    expect(coverage(embedding, cosine, [1], { units: 'raw' })[0].overall).toBe(1);
    const normed = coverage(embedding, cosine, [1, 2], { units: 'normed' });
    expect(normed.map(({ overall }) => overall)).toEqual([0, 1]);
  });

  it('is 1 at K = H for the preset exact', () => {
    const { head, train } = toyEmbeddings();
    expect(coverage(train, head, [6], coveragePresets.exact)[0].overall).toBe(1);
  });

  it('is null without instances', () => {
    const none = embeddingOf(identity, [], []);
    const absent = { K: 1, perClass: [null, null, null], overall: null, classMean: null };
    expect(coverage(none, identity, [1])).toEqual([absent]);
    expect(minimalK(none, identity).perClassMean).toEqual([null, null, null]);
  });

  it('refuses what it does not know', () => {
    expect(() => coverage(mixed, identity, [4])).toThrow(/K = 4, expected a whole number from 1 to 3/);
    expect(() => coverage(mixed, identity, [0.5])).toThrow(/K = 0.5/);
    // @ts-expect-error: an option that does not exist
    expect(() => coverage(mixed, identity, [1], { reference: 'true' })).toThrow(
      /option 'reference'.*ref, pop/,
    );
    // @ts-expect-error: a value that does not exist
    expect(() => coverage(mixed, identity, [1], { ref: 'label' })).toThrow(/ref: 'label'.*pred, true/);
  });
});

describe('minimalK', () => {
  const head = headFrom(
    [
      [1, 1, 1],
      [1, 0, 0],
    ],
    [0, 0],
  );
  const rows = [
    [2, 1.5, 1],
    [1, 3, 1],
  ];

  it('is the first K whose sum exceeds the adversary', () => {
    // Class 0: ce 2, 1.5, 1 against 2, and 3, 1, 1 against 1.
    const { k, perClassMean, missing } = minimalK(embeddingOf(head, rows, [0, 0]), head);
    expect([...k]).toEqual([2, 1]);
    expect(perClassMean).toEqual([1.5, null]);
    expect(missing).toEqual([0, 0]);
  });

  it('is missing where no sum exceeds it', () => {
    // True class 1: the best sum, 2, is below the logit 4.5 of class 0.
    const found = minimalK(embeddingOf(head, rows, [1, 0]), head, { ref: 'true' });
    expect([...found.k]).toEqual([0, 1]);
    expect(found.perClassMean).toEqual([1, null]);
    expect(found.missing).toEqual([0, 1]);
  });
});
