import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend } from '../binding';
import { nativeBackend } from '../native';
import { Recorder } from './recorder';
import { type Layout, layoutOf, leaves, rebuild, signature, type Tensors } from './tree';

/** A function of named tensors that runs as one graph per input signature. */
export interface Compiled<I extends Tensors, O extends Tensors> {
  (inputs: I): O;
  /** Graphs recorded so far: one for each combination of input names, dtypes and shapes. */
  readonly traces: number;
  /** Frees the graphs. A later call records anew. */
  dispose(): void;
}

interface Graph {
  readonly id: number;
  readonly inputNames: string;
  readonly outputNames: string;
  readonly layout: Layout;
}

/**
 * `tf.function` for tfjs-node: records the ops of `fn` on its first call as a TensorFlow graph and from then on
 * runs that graph as one session call, with TensorFlow's own optimisations (constant folding, fused kernels).
 *
 * `fn` must be a pure function of its inputs and of `constants`, whose values are frozen into the graph. JavaScript
 * in it (loops, conditions on shapes) runs once, while recording. Reading a value, randomness or a tensor from
 * elsewhere is an error while recording. The caller owns the returned tensors, as with any op.
 * On a backend other than the native one the function itself is returned.
 */
export function compile<I extends Tensors, O extends Tensors, K extends Tensors = Tensors>(
  fn: (inputs: I, constants: K) => O,
  constants: K = {} as K,
): Compiled<I, O> {
  const graphs = new Map<string, Graph>();
  const backend = nativeBackend();
  const call = (inputs: I): O => {
    if (!backend) return fn(inputs, constants);
    const key = signature(inputs);
    let graph = graphs.get(key);
    if (!graph) {
      graph = record(backend, fn, inputs, constants);
      graphs.set(key, graph);
    }
    return run(backend, graph, inputs) as O;
  };
  const dispose = (): void => {
    for (const graph of graphs.values()) backend?.binding.deleteSavedModel(graph.id);
    graphs.clear();
  };
  return Object.defineProperty(Object.assign(call, { dispose, traces: 0 }), 'traces', {
    get: () => graphs.size,
  });
}

function run(backend: NativeBackend, graph: Graph, inputs: Tensors): Tensors {
  const ids = backend.getInputTensorIds(leaves(inputs));
  const results = backend.binding.runSavedModel(graph.id, ids, graph.inputNames, graph.outputNames);
  return rebuild(
    graph.layout,
    results.map((result) => backend.createOutputTensor(result)),
  );
}

function record<I extends Tensors, O extends Tensors, K extends Tensors>(
  backend: NativeBackend,
  fn: (inputs: I, constants: K) => O,
  inputs: I,
  constants: K,
): Graph {
  const recorder = new Recorder(backend.binding);
  const each = (tree: Tensors, visit: (id: number, dtype: number, shape: number[]) => void): void =>
    leaves(tree).forEach((t) => {
      visit(backend.getInputTensorIds([t])[0], backend.getDTypeInteger(t.dtype), t.shape);
    });
  const inputNames: string[] = [];
  const outputNames: string[] = [];
  each(inputs, (id, dtype, shape) => inputNames.push(recorder.input(id, dtype, shape)));
  each(constants, (id, dtype, shape) => recorder.constant(id, dtype, shape));
  let layout: Layout = [];
  tf.tidy(() => {
    const outputs = recording(backend, recorder, () => fn(inputs, constants));
    each(outputs, (id, dtype) => outputNames.push(recorder.output(id, dtype)));
    layout = layoutOf(outputs);
  });
  const id = load(backend, recorder.graph.savedModel());
  return { id, inputNames: inputNames.join(), outputNames: outputNames.join(), layout };
}

/** Runs `fn` with the recorder in the binding's place and without JavaScript's own randomness. */
function recording<T>(backend: NativeBackend, recorder: Recorder, fn: () => T): T {
  const { binding } = backend;
  const { random } = Math;
  backend.binding = recorder.binding;
  Math.random = () => {
    throw new Error(
      'compile: the function draws random numbers while it is recorded. Draw outside and pass the tensor in.',
    );
  };
  try {
    return fn();
  } finally {
    backend.binding = binding;
    Math.random = random;
  }
}

/** TensorFlow loads graphs from a folder only; it is gone again when this returns. */
function load(backend: NativeBackend, savedModel: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'fragility-graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), savedModel);
    return backend.binding.loadSavedModel(folder, 'serve,');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
