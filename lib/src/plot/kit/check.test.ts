import { expect, test } from 'vitest';
import * as plot from '../figures';
import { contactSheet } from '../figures/contact-sheet';
import { coverageSlider } from '../figures/coverage-slider';
import { logitExample } from '../figures/logit-example';

const classNames = ['cat', 'dog'];

test('numbers for other classes than named are refused, naming the list', () => {
  const imbalanced = { counts: [3, 2], trainRecall: [1, 1, 1], testRecall: [1, 1] };
  expect(() => plot.accuracy({ classNames, imbalanced })).toThrow(
    'plot.accuracy: got trainRecall for 3 classes, expected one entry for each of the 2 classes in classNames.',
  );
  const coverage = [{ K: 2, perClass: [1] }];
  expect(() => plot.coverage({ classNames, balanced: { coverage } })).toThrow('got K = 2 for 1 classes');
  expect(() => plot.meanCe({ classNames, members: [] })).toThrow('plot.meanCe: got members for 0 classes');
});

test('a K without data is refused, naming those that are there', () => {
  const imbalanced = {
    coverage: [
      { K: 3, perClass: [1, 1] },
      { K: 5, perClass: [1, 1] },
    ],
  };
  expect(() => coverageSlider({ classNames, imbalanced }, { K: 4 })).toThrow(
    'got K = 4, expected one of 3, 5.',
  );
  expect(() => coverageSlider({ classNames })).toThrow('there are none');
  const example = { classNames, fe: [1, 2], weights: [1, 2], reference: 0, logits: [5, 1] };
  expect(() => logitExample(example, { K: 7 })).toThrow('got K = 7, expected one of 1, 2.');
});

test('an image that is not in the set is refused', () => {
  const images = {
    n: 1,
    height: 1,
    width: 1,
    pixels: new Uint8Array(3),
    labels: Uint8Array.of(0),
    classNames,
  };
  expect(() => contactSheet(images, { indices: [0, 1] })).toThrow('got image 1, expected 0 to 0.');
});
