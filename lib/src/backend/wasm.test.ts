import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomStream } from '../data/random/random';
import { crossEntropy } from '../train/losses';
import { compile } from './graph/compile';
import { StatefulGraph } from './graph/stateful';
import { type Backend, startBackend } from './start';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend('wasm');
});

function normal(shape: readonly [number, number, number, number], seed: number): tf.Tensor4D {
  const random = randomStream(seed, 'wasm test');
  const size = tf.util.sizeFromShape([...shape]);
  const values = Float32Array.from({ length: size }, () => random.normal());
  return tf.tensor4d(values, [...shape]);
}

/** 1 at place i, 0 elsewhere. */
function unit(i: number, shape: number[]): tf.Tensor {
  const values = new Float32Array(tf.util.sizeFromShape(shape));
  values[i] = 1;
  return tf.tensor(values, shape);
}

describe('startBackend', () => {
  it('says what runs and why it is not TensorFlow', () => {
    expect(backend.name).toBe('wasm');
    expect(backend.description).toMatch(/^WebAssembly, CPU, \d+ threads?$/);
    expect(backend.fallbackReason).toBe('chosen by name');
  });
});

describe('convolution gradients on wasm', () => {
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  // [size, in, out, filter, stride, padding]
  it.each([
    [6, 3, 4, 3, 1, 'same'],
    [6, 2, 3, 3, 2, 'valid'], // rows and columns that no window reaches
    [7, 2, 3, 3, 2, 'valid'],
    [7, 1, 2, 3, 2, 'same'],
    [5, 3, 2, 1, 2, 'valid'],
    [6, 2, 2, 3, 1, 1],
    [5, 1, 1, 2, 3, 'same'],
  ] as const)('%i pixels, %i to %i channels, %i taps, stride %i, %s', (size, from, to, taps, stride, pad) => {
    const x = normal([2, size, size, from], 0);
    const w = normal([taps, taps, from, to], 1);
    const dy = normal(tf.conv2d(x, w, stride, pad).shape, 2);
    const at = (image: tf.Tensor, filter: tf.Tensor): tf.Scalar =>
      tf.sum(tf.mul(tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, stride, pad), dy));
    const [dx, dw] = tf.grads(at)([x, w]);
    // The sum is linear in either: its value at a unit vector is that component of the gradient, up to rounding.
    dx.dataSync().forEach((value, i) => {
      expect(value).toBeCloseTo(at(unit(i, x.shape), w).dataSync()[0], 4);
    });
    dw.dataSync().forEach((value, i) => {
      expect(value).toBeCloseTo(at(x, unit(i, w.shape)).dataSync()[0], 4);
    });
  });

  it('leaks nothing', () => {
    const [x, w] = [normal([2, 4, 4, 2], 0), normal([3, 3, 2, 2], 1)];
    const step = (): void => {
      const at = (image: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
        tf.sum(tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, 2, 'same'));
      tf.dispose(tf.grads(at)([x, w]));
    };
    step();
    const { numTensors, numDataBuffers } = tf.memory();
    for (let k = 0; k < 5; k++) step();
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
  });
});

describe('compile on wasm', () => {
  it('runs the function itself, leaves nothing but its outputs, and gives copies of inputs', () => {
    const f = compile(({ x }: { x: tf.Tensor }) => ({ x, deep: { y: tf.add(tf.mul(x, 2), 1) } }));
    const x = tf.tensor1d([1, 2]);
    const { numTensors } = tf.memory();
    const out = f({ x });
    expect(tf.memory().numTensors).toBe(numTensors + 2);
    expect([...out.deep.y.dataSync()]).toEqual([3, 5]);
    tf.dispose([out.x, out.deep.y]);
    expect([...x.dataSync()]).toEqual([1, 2]);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(f.traces).toBe(0);
    x.dispose();
  });

  it('holds the state of a stateful graph itself, and frees what was before', () => {
    const graph = new StatefulGraph(
      ({ n }: { n: tf.Tensor }, { x }: { x: tf.Tensor }) => ({ outputs: { n }, next: { n: tf.add(n, x) } }),
      { n: tf.scalar(1) },
    );
    const x = tf.scalar(2);
    const { numTensors } = tf.memory();
    for (const before of [1, 3, 5]) {
      const { n } = graph.run({ x });
      expect([...n.dataSync()]).toEqual([before]);
      n.dispose();
    }
    expect(tf.memory().numTensors).toBe(numTensors);
    expect([...graph.state().n.dataSync()]).toEqual([7]);
    graph.dispose();
  });

  it('has the gradients of tfjs: tfjs-core alone has none', () => {
    const weights = tf.ones([2]) as tf.Tensor1D;
    const oneHot = tf.tensor2d([[1, 0]]);
    const gradient = tf.grad((z: tf.Tensor) => crossEntropy(z as tf.Tensor2D, oneHot, weights))(
      tf.tensor2d([[0, 0]]),
    );
    expect([...gradient.dataSync()]).toEqual([-0.5, 0.5]);
  });
});
