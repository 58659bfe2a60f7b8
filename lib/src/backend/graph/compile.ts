import * as tf from '@tensorflow/tfjs-core';
import { uninterrupted } from '../../machine';
import type { NativeBackend } from '../binding';
import { nativeBackend } from '../native';
import { GraphWriter } from './graph-def';
import { Recorder } from './recorder';
import { describeTensors, loadGraph, runGraph, type Trace, traceOf } from './session';
import { layoutOf, leaves, rebuild, signature, type Tensors } from './tree';

/** A function of named tensors that runs as one graph per input signature. */
export interface Compiled<I extends Tensors, O extends Tensors> {
  (inputs: I): O;
  /** Graphs recorded so far: one for each combination of input names, dtypes and shapes. */
  readonly traces: number;
  /** Frees the graphs. A later call records anew. */
  dispose(): void;
}

interface Graph extends Trace {
  readonly id: number;
}

/**
 * `tf.function` for tfjs-node: records the ops of `fn` on its first call as a TensorFlow graph and from then on
 * runs that graph as one session call, with TensorFlow's own optimisations (constant folding, fused kernels).
 *
 * `fn` must be a pure function of its inputs and of `constants`, whose values are frozen into the graph. JavaScript
 * in it (loops, conditions on shapes) runs once, while recording, on tensors of which only the shape is right. Reading a value,
 * drawing random numbers or using a tensor from elsewhere is an error while recording. The caller owns the returned tensors, as
 * with any op. On a backend other than the native one each call runs the function itself.
 */
export function compile<I extends Tensors, O extends Tensors, K extends Tensors = Tensors>(
  fn: (inputs: I, constants: K) => O,
  constants: K = {} as K,
): Compiled<I, O> {
  const graphs = new Map<string, Graph>();
  const call = (inputs: I): O => uninterrupted(() => execute(inputs));
  const execute = (inputs: I): O => {
    const backend = nativeBackend();
    if (!backend) return eager(fn, inputs, constants);
    const tensors = leaves(inputs, 'inputs');
    const key = signature(inputs);
    let graph = graphs.get(key);
    if (!graph) {
      graph = record(backend, fn, inputs, constants);
      graphs.set(key, graph);
    }
    return rebuild(graph.layout, runGraph(backend, graph.id, graph, tensors)) as O;
  };
  const dispose = (): void => {
    for (const { id } of graphs.values()) nativeBackend()?.binding.deleteSavedModel(id);
    graphs.clear();
  };
  return Object.defineProperty(Object.assign(call, { dispose, traces: 0 }), 'traces', {
    get: () => graphs.size,
  });
}

/** As a graph would: nothing but the outputs is left, and they are the caller's even where `fn` hands an input on. */
function eager<I extends Tensors, O extends Tensors, K extends Tensors>(
  fn: (inputs: I, constants: K) => O,
  inputs: I,
  constants: K,
): O {
  return tf.tidy(() => {
    const outputs = fn(inputs, constants);
    return rebuild(layoutOf(outputs), leaves(outputs, 'outputs').map(tf.clone)) as O & tf.TensorContainer;
  });
}

function record<I extends Tensors, O extends Tensors, K extends Tensors>(
  backend: NativeBackend,
  fn: (inputs: I, constants: K) => O,
  inputs: I,
  constants: K,
): Graph {
  const graph = new GraphWriter(backend.binding);
  const recorder = new Recorder(backend.binding, graph);
  const trace = traceOf(backend, recorder, inputs, () => {
    describeTensors(backend, leaves(constants, 'constants'), (id, dtype, shape) =>
      recorder.constant(id, dtype, shape),
    );
    return { outputs: fn(inputs, constants), after: [] };
  });
  return { ...trace, id: loadGraph(backend, graph) };
}
