import { expect, test } from 'vitest';
import { featureExamples } from './feature-examples';

const embed = (rows: number[][], labels: number[], predictions: number[]) => ({
  ...{
    n: rows.length,
    H: 2,
    C: 2,
    fe: Float32Array.from(rows.flat()),
    logits: new Float32Array(2 * rows.length),
  },
  ...{ labels: Int32Array.from(labels), predictions: Int32Array.from(predictions) },
});

// Class 1: mean fe 2 and 3, weights 4 and 1, so mean ce 8 and 3.
const model = {
  head: { kind: 'linear', C: 2, H: 2, W: Float32Array.of(0, 0, 4, 1), b: null } as const,
  classNames: ['cat', 'dog'],
  train: embed(
    [
      [9, 9],
      [1, 5],
      [3, 1],
      [2, 3],
    ],
    [0, 1, 1, 1],
    [0, 1, 1, 0],
  ),
  test: embed(
    [
      [5, 0],
      [6, 0],
      [1, 0],
      [0.5, 0],
      [0, 0],
    ],
    [1, 1, 1, 1, 0],
    [1, 1, 0, 0, 0],
  ),
};

test('loud features first, each with the class’s instances that fire it most and least', () => {
  expect(featureExamples(model, 1, { images: 2 })).toEqual([
    {
      ...{ feature: 0, meanCe: 8, loudest: Int32Array.of(2, 3), quietest: Int32Array.of(1, 3) },
      ...{ recognised: Int32Array.of(1, 0), missed: Int32Array.of(3, 2) },
    },
    {
      ...{ feature: 1, meanCe: 3, loudest: Int32Array.of(1, 3), quietest: Int32Array.of(2, 3) },
      ...{ recognised: Int32Array.of(0, 1), missed: Int32Array.of(2, 3) },
    },
  ]);
});

test('as many features and images as wanted, fewer where the class has fewer', () => {
  const [only, ...rest] = featureExamples(model, 0, { features: 1 });
  expect(rest).toEqual([]);
  expect(only).toMatchObject({ loudest: Int32Array.of(0), recognised: Int32Array.of(4) });
  expect(only.missed).toHaveLength(0);
});
