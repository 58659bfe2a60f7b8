import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addonPath, nativeBackend } from '../native';
import { startBackend } from '../start';
import { type Compiled, compile } from './compile';
import type { Tensors } from './tree';

const present = existsSync(addonPath());
if (!present) console.log('skipped: TensorFlow’s native addon is not built');

type X = { x: tf.Tensor };

function values(tensor: tf.Tensor): number[] {
  return [...tensor.dataSync()];
}

function savedModels(): number {
  return nativeBackend()!.binding.getNumOfSavedModels();
}

function graphFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('fragility-graph-'));
}

describe.skipIf(!present)('compile', () => {
  beforeAll(async () => {
    await startBackend('native');
  });
  // Tensors of a test are freed after it, as in a scope around it.
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  it('runs the function as a graph: later calls do not run its JavaScript', () => {
    let runs = 0;
    const double = compile(({ x }: X) => {
      runs++;
      return { y: tf.mul(x, 2) };
    });
    expect(values(double({ x: tf.tensor1d([1, 2]) }).y)).toEqual([2, 4]);
    expect(values(double({ x: tf.tensor1d([3, 4]) }).y)).toEqual([6, 8]);
    expect([runs, double.traces]).toEqual([1, 1]);
    double.dispose();
  });

  it('records in the memory of one tensor a shape, however many there are', () => {
    const backend = nativeBackend()!;
    const { binding } = backend;
    const results = new Set<number>();
    let most = 0;
    const executeOp = (...args: Parameters<typeof binding.executeOp>) => {
      const made = binding.executeOp(...args);
      for (const { id } of made) results.add(id);
      most = Math.max(most, results.size);
      return made;
    };
    const deleteTensor = (id: number) => {
      results.delete(id);
      binding.deleteTensor(id);
    };
    const folded = (x: tf.Tensor) =>
      Array.from({ length: 20 }).reduce<tf.Tensor>((y) => tf.sin(tf.mul(y, 1.25)), x);
    const slope = tf.grad((x: tf.Tensor) => tf.sum(folded(x)) as tf.Scalar);
    const x = tf.tensor1d([0.5, -0.25]);
    const graph = compile((inputs: X) => ({ y: slope(inputs.x) }));
    backend.binding = Object.create(binding, {
      executeOp: { value: executeOp },
      deleteTensor: { value: deleteTensor },
    });
    const { y } = graph({ x });
    backend.binding = binding;
    // One each of the shapes [2], [1] and [], and the result at hand; 84 without stand-ins.
    expect(most).toBeLessThanOrEqual(4);
    expect(results.size).toBe(0);
    const right = values(slope(x));
    for (const [i, value] of values(y).entries()) expect(value / right[i]).toBeCloseTo(1, 5);
    graph.dispose();
  });

  it('records one graph for each combination of names, dtypes and shapes', () => {
    const f = compile((inputs: Tensors) => ({ y: tf.add(Object.values(inputs)[0] as tf.Tensor, 1) }));
    const calls: [Tensors, traces: number][] = [
      [{ x: tf.zeros([4]) }, 1],
      [{ x: tf.ones([4]) }, 1],
      [{ x: tf.zeros([3]) }, 2], // a short batch
      [{ x: tf.zeros([4]) }, 2],
      [{ x: tf.zeros([4], 'int32') }, 3],
      [{ z: tf.zeros([4]) }, 4],
      [{ x: tf.zeros([2, 2]) }, 5],
    ];
    for (const [inputs, traces] of calls) {
      const { y } = f(inputs);
      expect(y.shape).toEqual((Object.values(inputs)[0] as tf.Tensor).shape);
      expect(f.traces).toBe(traces);
    }
    f.dispose();
  });

  it('takes and returns nested trees by name', () => {
    const f = compile(({ a, deep }: { a: tf.Tensor; deep: { b: tf.Tensor; deeper: { c: tf.Tensor } } }) => ({
      out: { difference: tf.sub(a, deep.b), same: deep.deeper.c },
      sum: tf.add(a, tf.add(deep.b, deep.deeper.c)),
    }));
    const result = f({ a: tf.scalar(5), deep: { b: tf.scalar(3), deeper: { c: tf.scalar(100) } } });
    expect(Object.keys(result)).toEqual(['out', 'sum']);
    expect(values(result.out.difference)).toEqual([2]);
    expect(values(result.out.same)).toEqual([100]);
    expect(values(result.sum)).toEqual([108]);
    f.dispose();
  });

  it('returns tensors that are the caller’s, even where the function hands an input on', () => {
    const f = compile(({ x }: X) => ({ x }));
    const x = tf.tensor1d([1, 2]);
    const out = f({ x });
    out.x.dispose();
    expect(values(x)).toEqual([1, 2]);
    f.dispose();
  });

  it('keeps the dtype of each result', () => {
    const f = compile(({ x }: X) => ({ most: tf.argMax(x), big: tf.greater(x, 1), x }));
    const { most, big, x } = f({ x: tf.tensor1d([1, 3, 2]) });
    expect([most.dtype, big.dtype, x.dtype]).toEqual(['int32', 'bool', 'float32']);
    expect([values(most), values(big)]).toEqual([[1], [0, 1, 1]]);
    f.dispose();
  });

  it('freezes the constants with the values of the first call', () => {
    const w = tf.variable(tf.tensor1d([10, 20]));
    const f = compile(({ x }: X, k: X) => ({ y: tf.mul(x, k.x) }), { x: w as tf.Tensor });
    expect(values(f({ x: tf.tensor1d([1, 2]) }).y)).toEqual([10, 40]);
    w.assign(tf.tensor1d([0, 0]));
    expect(values(f({ x: tf.tensor1d([1, 1]) }).y)).toEqual([10, 20]);
    w.dispose();
    expect(values(f({ x: tf.tensor1d([3, 3]) }).y)).toEqual([30, 60]);
    f.dispose();
  });

  it('runs without inputs', () => {
    const f = compile(() => ({ y: tf.range(0, 3, 1, 'float32') }));
    expect(values(f({}).y)).toEqual([0, 1, 2]);
    f.dispose();
  });

  describe('refuses, naming the reason,', () => {
    const foreign: Record<string, () => tf.Tensor> = {
      'never used before': () => tf.tensor1d([1, 2]),
      'computed before': () => tf.add(tf.tensor1d([1, 2]), 1),
    };
    const refused: [what: string, fn: (inputs: X) => unknown, message: RegExp][] = [
      ['reading an input', ({ x }) => ({ y: tf.mul(x, x.dataSync()[0]) }), /reads a tensor.s value/],
      [
        'reading a result',
        ({ x }) => ({ y: tf.scalar(tf.sum(x).arraySync() as number) }),
        /reads a tensor.s value/,
      ],
      ['Math.random', ({ x }) => ({ y: tf.mul(x, Math.random()) }), /draws random numbers/],
      ['tf.randomNormal', ({ x }) => ({ y: tf.add(x, tf.randomNormal([2])) }), /draws random numbers/],
      ['tf.dropout', ({ x }) => ({ y: tf.dropout(x, 0.5) }), /draws random numbers/],
      ['a random op', ({ x }) => ({ y: tf.multinomial(x as tf.Tensor1D, 3, 1) }), /op Multinomial is random/],
      ['an outcome that is no tensor', () => ({ y: { z: 3 } }), /outputs\.y\.z is number/],
      ['a promise', async ({ x }) => ({ y: x }), /outputs is a promise/],
    ];

    it.each(refused)('%s', (_what, fn, message) => {
      const before = [savedModels(), Math.random, nativeBackend()!.binding];
      const f = compile(fn as (inputs: X) => Tensors);
      expect(() => f({ x: tf.tensor1d([1, 2]) })).toThrow(message);
      expect(f.traces).toBe(0);
      expect([savedModels(), Math.random, nativeBackend()!.binding]).toEqual(before);
    });

    it.each(Object.keys(foreign))('a tensor from outside, %s; names the op', (kind) => {
      const outside = foreign[kind]();
      const f = compile(({ x }: X) => ({ y: tf.mul(x, outside) }));
      expect(() => f({ x: tf.tensor1d([1, 2]) })).toThrow(/Mul uses a tensor from outside/);
      expect(values(outside)).toHaveLength(2); // and leaves it usable
    });

    it('inputs that are no tensors', () => {
      const f = compile(({ x }: X) => ({ y: x }));
      expect(() => f({ x: { w: 3 } } as unknown as X)).toThrow(/inputs\.x\.w is number/);
    });
  });

  it('works after a refusal', () => {
    let read = true;
    const f = compile(({ x }: X) => {
      if (read) x.dataSync();
      return { y: tf.add(x, 1) };
    });
    expect(() => f({ x: tf.scalar(1) })).toThrow();
    read = false;
    expect(values(f({ x: tf.scalar(1) }).y)).toEqual([2]);
    f.dispose();
  });

  it('frees its graphs and leaves no folder; a later call records anew', () => {
    const [models, folders] = [savedModels(), graphFolders()];
    const f = compile(({ x }: X) => ({ y: tf.square(x) }));
    f({ x: tf.zeros([2]) });
    f({ x: tf.zeros([3]) });
    expect(savedModels()).toBe(models + 2);
    expect(graphFolders()).toEqual(folders);
    f.dispose();
    expect([savedModels(), f.traces]).toEqual([models, 0]);
    expect(values(f({ x: tf.tensor1d([3, 4]) }).y)).toEqual([9, 16]);
    f.dispose();
  });

  it('leaks no tensor, neither while recording nor in many calls', () => {
    const f: Compiled<X, X> = compile(({ x }: X) => ({ x: tf.sub(tf.mul(x, 2), tf.tensor1d([1, 1])) }));
    let x: tf.Tensor = tf.tensor1d([1, 2]);
    const before = tf.memory();
    for (let k = 0; k < 100; k++) {
      const next = f({ x });
      x.dispose();
      x = next.x;
    }
    const after = tf.memory();
    expect([after.numTensors, after.numDataBuffers, after.numBytes]).toEqual([
      before.numTensors,
      before.numDataBuffers,
      before.numBytes,
    ]);
    f.dispose();
  });
});
