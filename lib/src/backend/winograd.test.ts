import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomStream } from '../data/random/random';
import type { NativeBackend } from './binding';
import { convolution, convolutionBiasRelu, identityBlock } from './kernels';
import { addonPath, nativeBackend } from './native';
import { startBackend } from './start';
import { usesWinograd, winogradLanes } from './winograd';

type Shape = readonly [batch: number, height: number, width: number, inChannels: number, outChannels: number];
type Direct = readonly [shape: Shape, stride: 1 | 2];

/** One tile; borders everywhere; blocks that end within an image; more channels in than out and the reverse; ResNet's own. */
const SHAPES: readonly Shape[] = [
  [1, 4, 4, 8, 8],
  [3, 4, 12, 8, 24],
  [5, 8, 8, 64, 64],
  [2, 16, 16, 32, 16],
  [2, 32, 32, 16, 16],
  [1, 4, 132, 8, 8],
];

/** Few channels, odd sizes, stride 2, one pixel. */
const DIRECT: readonly Direct[] = [
  [[2, 32, 32, 3, 16], 1],
  [[3, 16, 16, 16, 32], 2],
  [[2, 7, 10, 5, 8], 2],
  [[2, 6, 5, 3, 24], 1],
  [[1, 1, 1, 1, 8], 2],
  [[5, 2, 3, 8, 16], 2],
  [[19, 4, 4, 3, 8], 1],
];

const present = existsSync(addonPath());
if (!present) console.log('skipped: TensorFlow’s native addon is not built');

describe.skipIf(!present)('Winograd’s convolutions', () => {
  let native: NativeBackend;
  beforeAll(async () => {
    await startBackend('native');
    native = nativeBackend()!;
  });
  beforeEach((context) => {
    if (!usesWinograd()) context.skip('the convolutions are not built, or not for this processor');
  });

  it.each(SHAPES)('are the convolution by definition: %i × %i × %i, %i to %i channels', (...given) => {
    const shape = widened(given);
    const { x, filter, y } = example(shape);
    const ours = run(native, 'FragilityConv3x3', x, filter);
    expectClose(ours, define(x, filter, shape), shape[3]);
    expect(ours).toHaveLength(y.size);
  });

  it.each(SHAPES)('have its input gradient: %i × %i × %i, %i to %i channels', (...given) => {
    const shape = widened(given);
    const { filter, y } = example(shape);
    const ours = run(native, 'FragilityConv3x3InputGradient', y, filter);
    expectClose(ours, defineInputGradient(y, filter, shape), shape[4]);
  });

  it.each(SHAPES)('have its filter gradient: %i × %i × %i, %i to %i channels', (...given) => {
    const shape = widened(given);
    const { x, y } = example(shape);
    const ours = run(native, 'FragilityConv3x3FilterGradient', x, y);
    expectClose(ours, defineFilterGradient(x, y, shape), shape[0] * shape[1] * shape[2]);
    expect(run(native, 'FragilityConv3x3FilterGradient', x, y), 'the same bits again').toEqual(ours);
  });

  it('count the pixels under a filter of ones', () => {
    const lanes = winogradLanes();
    const x = tf.ones([1, 4, 4, lanes]);
    const y = run(native, 'FragilityConv3x3', x, tf.ones([3, 3, lanes, lanes]));
    const channel = (k: number) =>
      Array.from({ length: 16 }, (_, pixel) => +(y[lanes * pixel + k] / lanes).toFixed(4));
    // Corners see 4 pixels, edges 6, the inner ones 9.
    const seen = [4, 6, 6, 4, 6, 9, 9, 6, 6, 9, 9, 6, 4, 6, 6, 4];
    expect(channel(0)).toEqual(seen);
    expect(channel(7)).toEqual(seen);
  });

  it('stand in for TensorFlow’s where they fit, and are differentiated by them', () => {
    const shape: Shape = [2, 8, 8, 16, 16];
    const { x, filter, y } = example(shape);
    const ops = opsOf(native, () => {
      const [dx, dfilter] = tf.grads((a, b) => convolution(a as tf.Tensor4D, b as tf.Tensor4D, 1))(
        [x, filter],
        y,
      );
      expectClose(dx.dataSync() as Float32Array, defineInputGradient(y, filter, shape), 16);
      expectClose(dfilter.dataSync() as Float32Array, defineFilterGradient(x, y, shape), 128);
    });
    expect(ops).toEqual([
      'FragilityConv3x3',
      'FragilityConv3x3InputGradient',
      'FragilityConv3x3FilterGradient',
    ]);
  });

  it.each(DIRECT)(
    'leave others to TensorFlow, but for their filter gradient: %j, stride %i',
    (given, stride) => {
      const shape = widened(given, 'out');
      const { x, filter } = example(shape);
      const y = normal([shape[0], ...strided(shape, stride), shape[4]], 3);
      const ops = opsOf(native, () => {
        const gradient = tf.grad((f) => convolution(x, f as tf.Tensor4D, stride))(filter, y);
        const ours = gradient.dataSync() as Float32Array;
        expectClose(ours, defineFilterGradient(x, y, shape, stride), y.size / shape[4]);
      });
      expect(ops).toEqual(['Conv2D', 'FragilityDirectConv3x3FilterGradient']);
    },
  );

  it.each([[true], [false]])('take bias, sum and ReLU with them; with a side: %s', (withSide) => {
    const shape = widened([3, 8, 8, 16, 24]);
    const { x, filter, y } = example(shape);
    const bias = normal([shape[4]], 4) as tf.Tensor1D;
    const side = withSide ? y : null;
    const fused = convolutionBiasRelu(x, filter, 1, bias, side).dataSync() as Float32Array;
    const sides = y.dataSync();
    const biases = bias.dataSync();
    const expected = define(x, filter, shape).map((v, i) =>
      Math.max(v + biases[i % shape[4]] + (side ? sides[i] : 0), 0),
    );
    expectClose(fused, expected, shape[3]);
    expect(fused.filter((v) => v === 0).length).toBeGreaterThan(fused.length / 4);
  });

  it.each(DIRECT)(
    'are computed by definition where they do not fit, and nothing has a gradient: %j, stride %i',
    (given, stride) => {
      const shape = widened(given, 'out');
      const { x, filter } = example(shape);
      const bias = normal([shape[4]], 4) as tf.Tensor1D;
      const ops = opsOf(native, () => {
        const y = convolutionBiasRelu(x, filter, stride, bias, null);
        const biases = bias.dataSync();
        const expected = define(x, filter, shape, stride).map((v, i) =>
          Math.max(v + biases[i % shape[4]], 0),
        );
        expect(y.shape).toEqual([shape[0], ...strided(shape, stride), shape[4]]);
        expectClose(y.dataSync() as Float32Array, expected, shape[3]);
      });
      expect(ops).toEqual(['FragilityDirectConv3x3BiasRelu']);
    },
  );

  it.each([
    [1, 4, 4, 8],
    [5, 8, 8, 64],
    [3, 8, 12, 24],
    [9, 4, 4, 16],
    [2, 32, 32, 16],
  ] as const)(
    'take a whole block of two with its shortcut: %i × %i × %i, %i channels',
    (n, height, width, given) => {
      const shape = widened([n, height, width, given, given]);
      const channels = shape[3];
      const { x, filter } = example(shape);
      const scaled = tf.mul(filter, 1 / Math.sqrt(9 * channels)) as tf.Tensor4D;
      const turned = tf.reverse(scaled, [0]) as tf.Tensor4D;
      const [b1, b2] = [normal([channels], 4), normal([channels], 5)] as [tf.Tensor1D, tf.Tensor1D];
      const inner = define(x, scaled, shape).map((v, i) => Math.max(v + b1.dataSync()[i % channels], 0));
      const side = x.dataSync();
      const expected = define(tf.tensor(inner, x.shape), turned, shape).map((v, i) =>
        Math.max(v + b2.dataSync()[i % channels] + side[i], 0),
      );
      const ops = opsOf(native, () => {
        const y = identityBlock(x, { filter: scaled, bias: b1 }, { filter: turned, bias: b2 });
        expectClose(y.dataSync() as Float32Array, expected, 1);
      });
      expect(ops).toEqual(['FragilityBlock3x3']);
    },
  );

  it('keep what is not a number', () => {
    const lanes = winogradLanes();
    const x = tf.fill([1, 4, 4, lanes], Number.NaN) as tf.Tensor4D;
    const filter = tf.ones([3, 3, lanes, lanes]) as tf.Tensor4D;
    const bias = tf.zeros([lanes]) as tf.Tensor1D;
    for (const stride of [1, 2] as const) {
      const y = convolutionBiasRelu(x, filter, stride, bias, null);
      expect([...y.dataSync()].every(Number.isNaN)).toBe(true);
    }
    const folded = { filter, bias };
    expect([...identityBlock(x, folded, folded).dataSync()].every(Number.isNaN)).toBe(true);
  });

  it('say what they were given where it does not fit', () => {
    const lanes = winogradLanes();
    const x = tf.zeros([1, 6, 4, lanes]);
    expect(() => run(native, 'FragilityConv3x3', x, tf.zeros([3, 3, lanes, lanes]))).toThrow(
      `images of shape [1,6,4,${lanes}] to ${lanes} channels, expected height and width to be multiples of 4, channels of ${lanes}`,
    );
    expect(() => run(native, 'FragilityConv3x3', x, tf.zeros([1, 1, lanes, lanes]))).toThrow(
      `a filter of shape [1,1,${lanes},${lanes}]`,
    );
    const filters = tf.zeros([3, 3, lanes, 2 * lanes]);
    const places = native.executeSingleOutput('FragilityTransformFilters', [], [filters]);
    const bias = tf.zeros([2 * lanes]);
    const images = tf.zeros([1, 4, 4, lanes]);
    expect(() => run(native, 'FragilityBlock3x3', images, places, bias, places, bias)).toThrow(
      `filters from ${lanes} to ${2 * lanes} channels`,
    );
    expect(() => run(native, 'FragilityTransformFilters', tf.zeros([3, 3, 3, 16]))).toThrow(
      `a filter of shape [3,3,3,16], expected multiples of ${lanes} channels`,
    );
  });
});

/** With whole vectors of channels; of `out` alone, the number of channels in stays. */
function widened([n, height, width, inChannels, outChannels]: Shape, which: 'both' | 'out' = 'both'): Shape {
  const lanes = winogradLanes();
  const whole = (channels: number) => Math.ceil(channels / lanes) * lanes;
  return [n, height, width, which === 'out' ? inChannels : whole(inChannels), whole(outChannels)];
}

/** Height and width of a convolution's result. */
function strided([, height, width]: Shape, stride: number): [number, number] {
  return [Math.ceil(height / stride), Math.ceil(width / stride)];
}

function example([n, height, width, inChannels, outChannels]: Shape) {
  return {
    x: normal([n, height, width, inChannels], 1) as tf.Tensor4D,
    filter: normal([3, 3, inChannels, outChannels], 2) as tf.Tensor4D,
    /** As the result, or its gradient. */
    y: normal([n, height, width, outChannels], 3) as tf.Tensor4D,
  };
}

function normal(shape: number[], seed: number): tf.Tensor {
  const random = randomStream(seed, 'winograd');
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => random.normal()),
    shape,
  );
}

function run(native: NativeBackend, op: string, ...inputs: tf.Tensor[]): Float32Array {
  const result = native.executeSingleOutput(op, [], inputs);
  const values = result.dataSync() as Float32Array;
  result.dispose();
  return values;
}

/** The ops that TensorFlow runs during `fn`, in order. */
function opsOf(native: NativeBackend, fn: () => void): string[] {
  const { binding } = native;
  const ops: string[] = [];
  native.binding = Object.create(binding, {
    executeOp: {
      value: (op: string, ...rest: [never, never, never]) => {
        ops.push(op);
        return binding.executeOp(op, ...rest);
      },
    },
  });
  try {
    tf.tidy(fn);
  } finally {
    native.binding = binding;
  }
  return ops.filter((op) => /Conv|Block/.test(op));
}

/** Float32 sums of `terms` products of normal numbers; Winograd's rounding error is about three times that of plain sums. */
function expectClose(ours: Float32Array, expected: readonly number[], terms: number): void {
  const worst = expected.reduce((most, v, i) => Math.max(most, Math.abs(v - ours[i])), 0);
  expect(ours).toHaveLength(expected.length);
  expect(worst).toBeLessThan(6e-6 * Math.sqrt(9 * terms));
}

type Product = (xAt: number, filterAt: number, yAt: number) => void;

/** Every product of the definition: places in x, filter and y. */
function products([n, height, width, inChannels, outChannels]: Shape, each: Product, stride = 1): void {
  const [rows, across] = strided([n, height, width, inChannels, outChannels], stride);
  for (let image = 0; image < n; image++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < across; column++)
        for (let tap = 0; tap < 9; tap++) {
          const [i, j] = [stride * row + Math.floor(tap / 3) - 1, stride * column + (tap % 3) - 1];
          if (i < 0 || j < 0 || i >= height || j >= width) continue;
          const from = ((image * height + i) * width + j) * inChannels;
          const to = ((image * rows + row) * across + column) * outChannels;
          for (let c = 0; c < inChannels; c++)
            for (let k = 0; k < outChannels; k++)
              each(from + c, (tap * inChannels + c) * outChannels + k, to + k);
        }
}

function define(x: tf.Tensor, filter: tf.Tensor, shape: Shape, stride = 1): number[] {
  const [n, , , , outChannels] = shape;
  const [rows, across] = strided(shape, stride);
  const y = new Array<number>(n * rows * across * outChannels).fill(0);
  const [a, b] = [x.dataSync(), filter.dataSync()];
  const add: Product = (p, q, r) => {
    y[r] += a[p] * b[q];
  };
  products(shape, add, stride);
  return y;
}

function defineInputGradient(dy: tf.Tensor, filter: tf.Tensor, shape: Shape): number[] {
  const [n, height, width, inChannels] = shape;
  const dx = new Array<number>(n * height * width * inChannels).fill(0);
  const [a, b] = [dy.dataSync(), filter.dataSync()];
  products(shape, (p, q, r) => {
    dx[p] += a[r] * b[q];
  });
  return dx;
}

function defineFilterGradient(x: tf.Tensor, dy: tf.Tensor, shape: Shape, stride = 1): number[] {
  const dfilter = new Array<number>(9 * shape[3] * shape[4]).fill(0);
  const [a, b] = [x.dataSync(), dy.dataSync()];
  const add: Product = (p, q, r) => {
    dfilter[q] += a[p] * b[r];
  };
  products(shape, add, stride);
  return dfilter;
}
