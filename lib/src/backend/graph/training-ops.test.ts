import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomStream } from '../../data/random/random';
import { batchNormTraining, foldBatchNorm, relu } from '../kernels';
import { addonPath } from '../native';
import { startBackend } from '../start';
import { compile } from './compile';

const present = existsSync(addonPath());
if (!present) console.log('skipped: TensorFlow’s native addon is not built');

/** Normally distributed values. */
function normal(shape: number[], seed: number): tf.Tensor {
  const random = randomStream(seed, 'ops');
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => random.normal()),
    shape,
  );
}

type Op = (...inputs: tf.Tensor[]) => tf.Tensor;

const image = [3, 8, 8, 4];
const filter = [3, 3, 4, 5];
const channels = [4];
const matrix = [3, 4];
const targets = [2, 0, 3];

/** Every op that a training step or an embedding uses, with the shapes of its inputs. */
const OPS: readonly (readonly [name: string, op: Op, shapes: number[][]])[] = [
  ['conv2d, same', (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), [image, filter]],
  ['conv2d, stride 2', (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'valid'), [image, filter]],
  ['pad of rows and columns', (x) => tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]]), [image]], // biome-ignore format: one line
  ['pad of channels', (x) => tf.pad(x, [[0, 0], [0, 0], [0, 0], [2, 2]]), [image]], // biome-ignore format: one line
  ['1×1 pool with stride 2', (x) => tf.avgPool(x as tf.Tensor4D, 1, 2, 'valid'), [image]],
  ['relu', (x) => relu(x as tf.Tensor4D), [image]],
  ['global average pool', (x) => tf.mean(x, [1, 2]), [image]],
  [
    'matMul, transposed',
    (x, w) => tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D, false, true),
    [matrix, matrix],
  ],
  ['add of a vector', (x, b) => tf.add(x, b), [matrix, channels]],
  ['sub', (x, y) => tf.sub(x, y), [matrix, matrix]],
  ['mul by a scalar', (x, y) => tf.mul(x, y), [matrix, []]],
  ['mul by a number', (x) => tf.mul(x, 0.9), [matrix]],
  ['div', (x, y) => tf.div(x, tf.add(tf.square(y), 1)), [matrix, channels]],
  ['logSoftmax', (x) => tf.logSoftmax(x as tf.Tensor2D), [matrix]],
  [
    'oneHot, cast',
    (x) => tf.mul(x, tf.cast(tf.oneHot(tf.tensor1d(targets, 'int32'), 4), 'float32')),
    [matrix],
  ],
  ['sum of rows, neg, exp', (x) => tf.exp(tf.neg(tf.sum(x, 1))), [matrix]],
  ['pow', (x) => tf.pow(tf.add(tf.square(x), 1), 2), [matrix]],
  ['unit rows', (x) => tf.div(x, tf.maximum(tf.sqrt(tf.sum(tf.square(x), 1, true)), 1e-12)), [matrix]],
  ['batch norm, training', normTraining, [image, channels, channels]],
  ['convolution with its batch norm', foldedConv, [image, filter, [5], [5], [5]]],
];

function normTraining(...[x, scale, offset]: tf.Tensor[]): tf.Tensor {
  const forget = (seen: object): void => tf.dispose({ ...seen });
  return batchNormTraining(x as tf.Tensor4D, scale as tf.Tensor1D, offset as tf.Tensor1D, forget);
}

function foldedConv(...[x, weight, scale, offset, mean]: tf.Tensor[]): tf.Tensor {
  const variance = tf.add(tf.square(mean), 1);
  const [s, o, m, v] = [scale, offset, mean, variance] as tf.Tensor1D[];
  const { filter: folded, bias } = foldBatchNorm(weight as tf.Tensor4D, s, o, m, v);
  return tf.add(tf.conv2d(x as tf.Tensor4D, folded, 1, 'same'), bias);
}

/** An op's result, and the gradients of its weighted sum: `{ y, dy0, dy1, … }`. */
function withGradients(op: Op, inputs: tf.Tensor[]): Record<string, tf.Tensor> {
  const weighted: Op = (...args) => {
    const y = op(...args);
    return tf.sum(tf.mul(y, tf.cos(tf.reshape(tf.range(0, y.size, 1, 'float32'), y.shape))));
  };
  const gradients = tf.grads(weighted)(inputs);
  return { y: op(...inputs), ...Object.fromEntries(gradients.map((g, i) => [`dy${i}`, g])) };
}

describe.skipIf(!present)('recorded as a graph and one by one, the same result and gradients:', () => {
  beforeAll(async () => {
    await startBackend('native');
  });
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  it.each(OPS)('%s', (_name, op, shapes) => {
    const inputs = shapes.map(normal);
    const eager = withGradients(op, inputs);
    const f = compile((named: Record<string, tf.Tensor>) => withGradients(op, Object.values(named)));
    const compiled = f(Object.fromEntries(inputs.map((x, i) => [`x${i}`, x])));
    expect(Object.keys(compiled)).toEqual(Object.keys(eager));
    for (const [name, expected] of Object.entries(eager)) {
      const scale = tf.max(tf.abs(expected)).dataSync()[0];
      const error = tf.max(tf.abs(tf.sub(compiled[name], expected))).dataSync()[0];
      expect(error / scale, name).toBeLessThan(5e-7); // TensorFlow may fuse and reorder: float32 rounding
    }
    f.dispose();
  });
});
