import { describe, expect, it } from 'vitest';
import { embeddingOf, headFrom } from '../../../../test/toy-embeddings';
import { coverage } from '../instance/coverage';
import type { Interval } from './bootstrap';
import { coverageIntervals, meanIntervals, recallIntervals } from './class-intervals';
import { largestMeanCeIntervals } from './largest-mean-ce-intervals';

function expectInterval(found: Interval | null, [estimate, low, high, bias]: number[]) {
  expect(found?.estimate).toBeCloseTo(estimate, 12);
  expect(found?.low).toBeCloseTo(low, 12);
  expect(found?.high).toBeCloseTo(high, 12);
  expect(found?.bias).toBeCloseTo(bias, 12);
}

// Expected: NumPy's RandomState(key).randint(0, n, n), key = seed and the letters of ["bootstrap",c], and percentile.
describe('meanIntervals', () => {
  const values = [1, 2, 4, 8, 16, 0, 1, 1];
  const grouping = Int32Array.from([0, 0, 0, 0, 0, 1, 1, 1]);

  it('draws and takes percentiles as NumPy does', () => {
    const [first, second] = meanIntervals(values, grouping, 2);
    expectInterval(first, [6.2, 2, 11.4, 0.0028]);
    expectInterval(second, [2 / 3, 0, 1, -0.004]);
    expectInterval(
      meanIntervals(values, grouping, 2, { resamples: 200, level: 0.8 })[0],
      [6.2, 3, 9.8, -0.159],
    );
  });

  it('is null for an empty set, and leaves out what belongs to none', () => {
    expect(meanIntervals([5, 7], Int32Array.from([1, -1]), 3)).toEqual([
      null,
      { estimate: 5, low: 5, high: 5, bias: 0 },
      null,
    ]);
  });

  it('refuses a level that is no share, and no resamples', () => {
    expect(() => meanIntervals(values, grouping, 2, { level: 95 })).toThrow(/level = 95.*0\.95 for 95 %/);
    expect(() => meanIntervals(values, grouping, 2, { resamples: 0 })).toThrow(/resamples = 0/);
  });
});

// fe decides: class 0 by feature 0, class 1 by feature 1.
const head = headFrom(
  [
    [1, 0, -1],
    [0, 1, -1],
  ],
  [0, 0],
);

it('recall: the interval of 160 of 200 is that of the binomial distribution', () => {
  const rows = Array.from({ length: 200 }, (_, i) => (i < 160 ? [1, 0, 0] : [0, 1, 0]));
  const [interval, none] = recallIntervals(embeddingOf(head, rows, new Array(200).fill(0)));
  // Its quantiles at 2.5 and 97.5 % are 149 and 171, as 0.8 ± 1.96 sqrt(0.8 · 0.2 / 200) has it.
  expectInterval(interval, [0.8, 149 / 200, 171 / 200, -0.000655]);
  expect(none).toBeNull();
});

it('a wrong option names the function that was given it', () => {
  const wrong = { drawz: 3 } as object;
  const embedding = embeddingOf(head, [[1, 0, 0]], [0]);
  expect(() => recallIntervals(embedding, wrong)).toThrow("recallIntervals: got option 'drawz'");
  expect(() => coverageIntervals(embedding, head, 1, {}, wrong)).toThrow(
    "coverageIntervals: got option 'drawz'",
  );
});

it('coverage: the estimate is the coverage', () => {
  // ce of the rows: 3 and -1 against 1; 1 and 0 against 2, missed and so covered as class 1; 2 and -3 against -3 + 0.
  const fe = [
    [3, 1, 1],
    [1, 2, 0],
    [2, 0, 3],
  ];
  const embedding = embeddingOf(head, fe, [0, 0, 0]);
  for (const options of [{}, { ref: 'true', population: 'correct' }] as const) {
    for (const K of [1, 3]) {
      const [interval] = coverageIntervals(embedding, head, K, options);
      expect(interval?.estimate).toBe(coverage(embedding, head, [K], options)[0].perClass[0]);
    }
  }
  const [partly] = coverageIntervals(embedding, head, 1, { ref: 'true' });
  expect([partly?.low, partly?.estimate, partly?.high]).toEqual([0, 2 / 3, 1]);
});

describe('largestMeanCeIntervals', () => {
  const fe = [
    [3, 1, 0],
    [1, 3, 0],
    [3, 2, 0],
    [2, 3, 0],
  ];
  const equal = headFrom(
    [
      [1, 1, 1],
      [0, 0, 0],
    ],
    [0, 0],
  );

  it('takes the maximum anew in each resample, and says how far that lies above', () => {
    const [interval] = largestMeanCeIntervals(embeddingOf(equal, fe, [0, 0, 0, 0]), equal);
    expectInterval(interval, [2.25, 2.25, 3, 0.31775]);
  });

  it('has no bias where one feature is the loudest in every instance', () => {
    const embedding = embeddingOf(head, fe, [0, 0, 0, 0]);
    const [interval] = largestMeanCeIntervals(embedding, head);
    expect(interval).toEqual(meanIntervals([3, 1, 3, 2], embedding.labels, 2)[0]);
  });
});
