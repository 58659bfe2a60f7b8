import { describe, expect, it } from 'vitest';
import { embeddingOf, headFrom, toyEmbeddings } from '../../../test/toy-embeddings';
import { contribution, contributionPresets } from './class/contribution';
import { measure } from './measure';

const toy = toyEmbeddings();

/** JSON turns NaN and infinities into null: what comes back equal had none. */
function expectPlain(value: object) {
  expect(JSON.parse(JSON.stringify(value))).toEqual(value);
}

describe('measure', () => {
  const analysis = measure(toy);

  it('cuts its options to the network and spells out its presets', () => {
    expect(analysis.options).toMatchObject({ Ks: [1, 2, 3, 5, 6], topK: 6, members: 6, contributions: 6 });
    expect(analysis.options.coverage.exact.population).toBe('correct');
    expect(analysis.nTrain).toEqual([5, 3, 2]);
    expect(analysis.nTest).toEqual([3, 3, 3]);
  });

  it('is plain data', () => {
    expectPlain(analysis);
  });

  it('puts the single measures together', () => {
    const { measures } = analysis;
    expect(measures.coverage.paper['2'].perClass).toEqual([0.8, 1, 1]);
    expect(measures.minimalK.overallByK).toHaveLength(6);
    expect(measures.minimalK.smallestKFor90).toBe(2);
    const exact = contribution(toy.train, toy.head, contributionPresets.exact).members;
    expect(measures.contribution.exact[2]).toEqual(exact[2].map(({ value }) => value));
    // The largest mean ce of class 2 is 1.676, of feature 5, whose weight is 0.8.
    expect(measures.meanCe.top[2]![0]).toBeCloseTo(1.676, 6);
    expect(measures.meanCe.index[2]![0]).toBe(5);
    expect(measures.meanCe.weight[2]![0]).toBeCloseTo(0.8, 6);
  });

  it('takes other options and refuses unknown ones', () => {
    const { options, measures } = measure(toy, { Ks: [2], topK: 2, members: 2, fpMode: 'predictedAs' });
    expect(Object.keys(measures.coverage.paper)).toEqual(['2']);
    expect(options.frobenius.fpMode).toBe('predictedAs');
    expect(measures.describe.union).toEqual([4, 2, 3]);
    // @ts-expect-error: an option that does not exist
    expect(() => measure(toy, { k: 7 })).toThrow(/option 'k'.*one of Ks, topK/);
    expect(() => measure(toy, { topK: 0 })).toThrow(/topK = 0/);
  });

  it('measures two classes and an absent one', () => {
    const head = headFrom([
      [1, 0.2],
      [0.1, 1],
    ]);
    const train = embeddingOf(
      head,
      [
        [2, 1],
        [3, 1],
      ],
      [0, 0],
    );
    const { measures } = measure({ head, train, test: train, classNames: ['a', 'b'] });
    expectPlain(measures);
    expect(measures.trainRecall).toEqual([1, null]);
    expect(measures.meanCe.top[1]).toBeNull();
    expect(measures.contribution.paper[1]).toBeNull();
    expect(measures.describe).toMatchObject({ union: [2, null], unionMatched: [2, null], hit: [1, null] });
    expect(measures.frobenius.fp).toBeNull();
    expect(measures.overlap.ceFp).toBeNull();
  });

  it('measures nothing at all', () => {
    const empty = embeddingOf(toy.head, [], []);
    const { measures } = measure({ ...toy, train: empty, test: empty });
    expectPlain(measures);
    expect(measures.minimalK.smallestKFor90).toBeNull();
    expect(measures.describe.sufficient).toEqual([null, null, null]);
  });
});
