import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addonPath, nativeBackend } from '../native';
import { startBackend } from '../start';
import { StatefulGraph } from './stateful';

const present = existsSync(addonPath());
if (!present) console.log('skipped: TensorFlow’s native addon is not built');

type State = { total: tf.Tensor; inner: { calls: tf.Tensor } };

/** Adds up what it is given, and counts its calls; its next state has its names in another order. */
function adder(): StatefulGraph<State, { x: tf.Tensor }, { before: tf.Tensor }> {
  const state = { total: tf.tensor1d([1, 10]), inner: { calls: tf.scalar(0, 'int32') } };
  return new StatefulGraph(({ total, inner }: State, { x }: { x: tf.Tensor }) => {
    const calls = tf.add(inner.calls, tf.scalar(1, 'int32'));
    return {
      outputs: { before: tf.clone(total) },
      next: { inner: { calls }, total: tf.add(total, tf.sum(x)) },
    };
  }, state);
}

function stateOf(graph: StatefulGraph<State, { x: tf.Tensor }, { before: tf.Tensor }>): number[][] {
  const { total, inner } = graph.state();
  return [[...total.dataSync()], [...inner.calls.dataSync()]];
}

describe.skipIf(!present)('StatefulGraph', () => {
  beforeAll(async () => {
    await startBackend('native');
  });
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  it('goes on from its own state, across inputs of different shapes', () => {
    const graph = adder();
    expect(stateOf(graph)).toEqual([[1, 10], [0]]);
    expect([...graph.run({ x: tf.tensor1d([1, 2]) }).before.dataSync()]).toEqual([1, 10]);
    expect([...graph.run({ x: tf.tensor1d([5]) }).before.dataSync()]).toEqual([4, 13]);
    expect([...graph.run({ x: tf.tensor1d([0, 1]) }).before.dataSync()]).toEqual([9, 18]);
    expect(stateOf(graph)).toEqual([[10, 19], [3]]);
    graph.dispose();
  });

  it('takes another state, before and after its first call', () => {
    const graph = adder();
    const other = { inner: { calls: tf.scalar(7, 'int32') }, total: tf.tensor1d([0.5, 0]) };
    graph.assign(other);
    expect(stateOf(graph)).toEqual([[0.5, 0], [7]]);
    graph.run({ x: tf.tensor1d([1]) });
    expect(stateOf(graph)).toEqual([[1.5, 1], [8]]);
    graph.assign(other);
    expect(stateOf(graph)).toEqual([[0.5, 0], [7]]);
    graph.dispose();
  });

  it('keeps its state where a call does not change it, and where the function fails', () => {
    const state = { w: tf.tensor1d([2, 3]) };
    const graph = new StatefulGraph((held: typeof state, { x }: { x: tf.Tensor }) => {
      if (x.size === 3) throw new Error('three');
      return { outputs: { y: tf.mul(held.w, x) }, next: null };
    }, state);
    expect(() => graph.run({ x: tf.tensor1d([1, 1, 1]) })).toThrow('three');
    for (let k = 0; k < 2; k++) expect([...graph.run({ x: tf.scalar(2) }).y.dataSync()]).toEqual([4, 6]);
    expect(() => graph.run({ x: tf.tensor1d([1, 1, 1]) })).toThrow('three');
    expect([...graph.state().w.dataSync()]).toEqual([2, 3]);
    graph.dispose();
  });

  it('names what is no part of the state, and what is missing', () => {
    const graph = adder();
    const [total, calls] = [tf.tensor1d([0, 0]), tf.scalar(0, 'int32')];
    expect(() => graph.assign({ total, inner: { calls }, more: total } as State)).toThrow(
      'state.more is no part',
    );
    expect(() => graph.assign({ total, inner: {} } as unknown as State)).toThrow('state.inner.calls is not');
    graph.dispose();
  });

  it('leaves no graph and no tensor behind', () => {
    const { binding } = nativeBackend()!;
    const [graphs, tensors] = [binding.getNumOfSavedModels(), tf.memory().numTensors];
    const graph = adder();
    for (const x of [tf.tensor1d([1]), tf.tensor1d([1, 2])]) {
      tf.dispose(graph.run({ x }));
      x.dispose();
    }
    expect(binding.getNumOfSavedModels()).toBe(graphs + 1);
    graph.dispose();
    expect(binding.getNumOfSavedModels()).toBe(graphs);
    // The two tensors of the state that it was given: they are the caller's.
    expect(tf.memory().numTensors - tensors).toBe(2);
  });
});
