import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomStream } from '../data/random/random';
import { batchNormRelu } from './batch-norm-relu';
import { type BatchStatistics, batchNormTraining } from './kernels';
import { addonPath, nativeBackend } from './native';
import { startBackend } from './start';
import { normalises } from './winograd';

// Few channels in each example; that longer vectors give the same bits tests test/wide-vectors.test.ts.
process.env.FRAGILITY_WINOGRAD = 'avx2';
const present = existsSync(addonPath());
if (!present) console.log('skipped: TensorFlow’s native addon is not built');

/** One pixel a part and fewer; an odd number in a run; more than a run a part; ResNet's own. */
const SHAPES: readonly [number, number, number, number][] = [
  [1, 2, 3, 8],
  [3, 7, 5, 24],
  [9, 16, 16, 16],
  [4, 8, 8, 64],
];

type Result = Record<'y' | 'dx' | 'dScale' | 'dOffset' | 'dSide' | 'mean' | 'variance', Float32Array>;
type Norm = typeof batchNormRelu;

/** As TensorFlow's own ops compute it. */
const separate: Norm = (x, scale, offset, side, seen) => {
  const normalised = batchNormTraining(x, scale, offset, seen);
  return tf.relu(side ? tf.add(normalised, side) : normalised) as tf.Tensor4D;
};

describe.skipIf(!present)('batch norm, sum and ReLU in one kernel', () => {
  beforeAll(async () => {
    await startBackend('native');
  });
  beforeEach((context) => {
    if (!normalises(8)) context.skip('the kernel is not built, or not for this processor');
  });

  it.each(SHAPES.flatMap((shape) => [true, false].map((withSide) => [withSide, ...shape] as const)))(
    'is what TensorFlow’s ops give, with its gradients; side: %s, %i × %i × %i × %i',
    (withSide, ...shape) => {
      const [ours, theirs] = [batchNormRelu, separate].map((norm) => results(norm, [...shape], withSide));
      for (const [name, expected] of Object.entries(theirs))
        expect(difference(ours[name as keyof Result], expected), name).toBeLessThan(3e-6);
      expect(results(batchNormRelu, [...shape], withSide), 'the same bits again').toEqual(ours);
    },
  );

  it('normalises 1, 3 in one channel by hand', () => {
    const x = tf.tensor4d([1, ...new Array(7).fill(5), 3, ...new Array(7).fill(5)], [1, 1, 2, 8]);
    const [scale, offset] = [tf.fill([8], 2), tf.fill([8], 1)] as tf.Tensor1D[];
    let statistics: BatchStatistics | null = null;
    const y = batchNormRelu(x, scale, offset, null, (seen) => {
      statistics = seen;
    });
    // mean 2, variance 1: z = -1 and 1, y = max(2 z + 1, 0); a channel of equal values gives its offset.
    const near = (v: Float32Array | Int32Array | Uint8Array) => [...v].map((each) => +each.toFixed(4));
    expect(near(y.dataSync())).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1, 1, 1]);
    expect(near(statistics!.mean.dataSync())).toEqual([2, 5, 5, 5, 5, 5, 5, 5]);
    expect(near(statistics!.variance.dataSync())).toEqual([2, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('has the gradient that finite differences find', () => {
    const [x, scale, offset, side] = example([2, 4, 4, 8]);
    const weights = normal([2, 4, 4, 8], 9);
    const value = (a: tf.Tensor) =>
      tf.sum(tf.mul(weights, batchNormRelu(a as tf.Tensor4D, scale, offset, side, forget)));
    const direction = normal([2, 4, 4, 8], 10);
    const step = 1e-3;
    const [ahead, behind] = [step, -step].map((by) => value(tf.add(x, tf.mul(direction, by))).dataSync()[0]);
    const along = tf.sum(tf.mul(tf.grad(value)(x), direction)).dataSync()[0];
    expect(Math.abs((ahead - behind) / (2 * step) - along)).toBeLessThan(0.02 * Math.abs(along) + 0.02);
  });

  it('is exact where the mean is far from 0', () => {
    const [x, scale, offset] = example([4, 8, 8, 16]);
    let variance: Float32Array = new Float32Array();
    batchNormRelu(tf.add(x, 1000) as tf.Tensor4D, scale, offset, null, (seen) => {
      variance = seen.variance.dataSync() as Float32Array;
    });
    let expected: Float32Array = new Float32Array();
    batchNormRelu(x, scale, offset, null, (seen) => {
      expected = seen.variance.dataSync() as Float32Array;
    });
    expect(difference(variance, expected)).toBeLessThan(1e-4); // x + 1000 is rounded to 6e-5
  });

  it('keeps what is not a number', () => {
    const one = tf.ones([8]) as tf.Tensor1D;
    const y = batchNormRelu(tf.fill([1, 2, 2, 8], Number.NaN), one, one, null, forget);
    expect([...y.dataSync()].every(Number.isNaN)).toBe(true);
  });

  it.each([
    [0, 4, 4, 8],
    [1, 1, 1, 8],
    [2, 3, 5, 12],
    [1, 1, 1, 3],
  ] as const)('gives what TensorFlow’s ops give of %i × %i × %i × %i', (...shape) => {
    const [x, scale, offset, side] = example([...shape]);
    const [ours, theirs] = [batchNormRelu, separate].map((norm) => {
      let statistics: number[] = [];
      const y = norm(x, scale, offset, side, ({ mean, variance }) => {
        statistics = [...mean.dataSync(), ...variance.dataSync()];
      });
      return [...y.dataSync(), ...statistics].map((v) => +v.toFixed(5));
    });
    expect(ours).toEqual(theirs);
  });

  it('says what it was given where it does not fit', () => {
    const run = (channels: number) =>
      nativeBackend()!.executeMultipleOutputs(
        'FragilityBatchNormRelu',
        [{ name: 'N', type: nativeBackend()!.binding.TF_ATTR_INT, value: 0 }],
        [tf.ones([1, 2, 2, channels]), tf.ones([8]), tf.ones([8])],
        4,
      );
    expect(() => run(12)).toThrow(/x of shape \[1,2,2,12\], expected .* channels a multiple of 8/);
    expect(() => run(16)).toThrow(/input 1 of shape \[8\], expected \[16\]/);
  });
});

function results(norm: Norm, shape: [number, number, number, number], withSide: boolean): Result {
  const [x, scale, offset, side] = example(shape);
  const found: Partial<Result> = {};
  const seen = ({ mean, variance }: BatchStatistics) => {
    found.mean = mean.dataSync() as Float32Array;
    found.variance = variance.dataSync() as Float32Array;
  };
  const of = (...[a, s, o, b]: tf.Tensor[]) => {
    const y = norm(
      a as tf.Tensor4D,
      s as tf.Tensor1D,
      o as tf.Tensor1D,
      withSide ? (b as tf.Tensor4D) : null,
      seen,
    );
    found.y = y.dataSync() as Float32Array;
    return y;
  };
  const inputs = withSide ? [x, scale, offset, side] : [x, scale, offset];
  const gradients = tf
    .grads(of)(inputs, normal(shape, 8))
    .map((g) => g.dataSync() as Float32Array);
  const [dx, dScale, dOffset, dSide] = gradients;
  return { ...found, dx, dScale, dOffset, ...(withSide ? { dSide } : {}) } as Result;
}

function example(shape: [number, number, number, number]) {
  const channels = [shape[3]];
  return [normal(shape, 1), normal(channels, 2), normal(channels, 3), normal(shape, 4)] as unknown as [
    tf.Tensor4D,
    tf.Tensor1D,
    tf.Tensor1D,
    tf.Tensor4D,
  ];
}

function normal(shape: number[], seed: number): tf.Tensor {
  const random = randomStream(seed, 'batch-norm');
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => random.normal()),
    shape,
  );
}

function forget(seen: object): void {
  tf.dispose({ ...seen });
}

/** Largest difference, as a share of the largest value expected. */
function difference(ours: Float32Array, expected: Float32Array): number {
  expect(ours).toHaveLength(expected.length);
  const largest = expected.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return expected.reduce((worst, v, i) => Math.max(worst, Math.abs(v - ours[i])), 0) / largest;
}
