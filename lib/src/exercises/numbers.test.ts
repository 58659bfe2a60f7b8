import { expect, it } from 'vitest';
import { CHECK_MIME, type Checked } from './card';
import { checkNumber } from './check-number';
import * as check from './index';
import { embeddingOf, linearHead } from './small-network';

const head = linearHead(
  [
    [2, 1, -1],
    [0, 1, 2],
  ],
  [1, 0],
);

// Three training images of class 0, the first taken for class 1, and one of class 1.
// biome-ignore format: a line a class
const train = embeddingOf([
  [3, 1, 4], [4, 2, 2.5], [4, 2, 1],
  [1, 1, 5],
], [0, 0, 0, 1], head);

// Logits 7:3 and 4:5, then 1:7, 6:5 and 4:2: the second, fourth and fifth are missed.
// biome-ignore format: a line a class
const test = embeddingOf([
  [3, 1, 1], [2, 1, 2],
  [1, 1, 3], [3, 1, 2], [2, 0, 1],
], [0, 0, 1, 1, 1], head);

// Seven of eight features are an image's top seven: the first three images lack feature 0, the last feature 1.
const lacking = (j: number) => Array.from({ length: 8 }, (_, k) => (k === j ? 0 : 1));
const eight = linearHead([lacking(0), lacking(0)]);
const almostAlike = embeddingOf([0, 0, 0, 1].map(lacking), [0, 0, 1, 1], eight);

// As trained, class 0 has the larger sum of weights, 3 against 2.7; in units of mean 1 it is 7.5 against 7.625.
const weights = linearHead([
  [2, 1, 0],
  [0, 0.5, 2.2],
]);

// With ln 3 off the logits of class 0 its second image is still missed, but the fourth is not.
it.each([
  ['adjustedLogits', (x: number) => check.adjustedLogits(x, train, test), 58.3333, 41.6667, /as they are/],
  [
    'adjustedLogits',
    (x: number) => check.adjustedLogits(x, train, test),
    58.3333,
    66.6667,
    /You added ln n_c/,
  ],
  [
    'imbalancedAccuracy',
    (x: number) => check.imbalancedAccuracy(x, train, test),
    45.8333,
    41.6667,
    /the BAC/,
  ],
  ['rankedByFe', (x: number) => check.rankedByFe(x, train, head), 66.6667, 100, /the two largest ce/],
  ['medianRatio', (x: number) => check.medianRatio(x, train, head), 1.25, 1.363636, /ratio of the means/],
  ['imageUnits', (x: number) => check.imageUnits(x, train, weights), 1, -1, /as trained/],
  ['randomImages', (x: number) => check.randomImages(x, almostAlike), 7.5, 7, /a sample of class 0/],
  ['takenForFeature', (x: number) => check.takenForFeature(x, train, test), 68.1818, 30, /their own class/],
  [
    'takenForFeature',
    (x: number) => check.takenForFeature(x, train, test),
    68.1818,
    65.4545,
    /all test images/,
  ],
])(
  '%s knows its number and the one found instead',
  (name, checked: (x: number) => Checked, right, wrong, says) => {
    expect(checked(right).passed).toBe(true);
    expect(checked(right).bundle[CHECK_MIME]).toEqual({ exercise: name, passed: true });
    const card = checked(wrong);
    expect(card.passed).toBe(false);
    expect(card.bundle['text/plain']).toMatch(says);
  },
);

it('tells an answer from a mistake that is near it, by its digits', () => {
  const checkMedian = checkNumber<[]>({
    name: 'median',
    asked: 'the median',
    answer: () => 2.6893,
    mistakes: { 'This is the mean.': () => 2.69312 },
    explanation: 'It is.',
  });
  const passes = (found: number) => checkMedian(found).passed;
  expect([2.6893, 2.689, 2.69, 2.7, 2.68930000001].map(passes)).toEqual([true, true, true, true, true]);
  expect([2.693, 2.6931, 2.69312].map(passes)).toEqual([false, false, false]);
  expect(checkMedian(2.693).bundle['text/plain']).toMatch(/This is the mean/);
});

// A third class, which no training image shows and one test image is taken for; its logit is the second feature's.
const three = linearHead(
  [
    [2, 1, -1],
    [0, 1, 2],
    [0, 4, 0],
  ],
  [1, 0, 0],
);
const seen = embeddingOf(
  [
    [3, 1, 4],
    [4, 2, 1],
    [1, 1, 5],
  ],
  [0, 0, 1],
  three,
);
const met = embeddingOf(
  [
    [3, 1, 1],
    [0, 9, 1],
    [1, 1, 3],
    [1, 0, 0],
  ],
  [0, 0, 1, 2],
  three,
);

it('leaves a class without training images out of a number', () => {
  const bac = check.adjustedLogits(50, seen, met);
  expect(bac.passed).toBe(true);
  const lifted = check.adjustedLogits(33.3333, seen, met); // all are taken for the class that nobody has seen
  expect(lifted.passed).toBe(false);
  expect(lifted.bundle['text/plain']).toMatch(/ln 0/);
  expect(check.medianRatio(10 / 7, seen, three).passed).toBe(true);
  // Of the rarest class in both, class 1, nothing is missed; class 0 has an image that is taken for the unseen class.
  expect(check.takenForFeature(0, seen, met).bundle['text/plain']).toMatch(/no such number/);
});

it('knows no accuracy where the recall of a class is not known', () => {
  const untested = embeddingOf([[3, 1, 1]], [0], three);
  expect(check.imbalancedAccuracy(50, seen, untested).bundle['text/plain']).toMatch(/no such number/);
  expect(
    check.imbalancedAccuracy(
      100,
      seen,
      embeddingOf(
        [
          [3, 1, 1],
          [1, 1, 3],
        ],
        [0, 1],
        three,
      ),
    ).passed,
  ).toBe(true);
});
