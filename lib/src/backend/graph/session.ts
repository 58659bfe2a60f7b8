import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { inTemporaryFolder } from '../../machine';
import type { NativeBackend } from '../binding';
import type { GraphWriter } from './graph-def';
import type { Recorder } from './recorder';
import { type Layout, layoutOf, leaves, type Tensors } from './tree';

/** What {@link runGraph} feeds and fetches, as the binding takes it: names of outputs of nodes, joined by commas. */
export interface Signature {
  readonly inputNames: string;
  readonly outputNames: string;
}

/** A function that was recorded: its call, and its outputs' names. */
export interface Trace extends Signature {
  readonly layout: Layout;
}

/** Records `fn`, a function of `inputs`, which gives its outputs and the nodes that are run before these are fetched. */
export function traceOf(
  backend: NativeBackend,
  recorder: Recorder,
  inputs: Tensors,
  fn: () => { outputs: Tensors; after: readonly string[] },
): Trace {
  const inputNames = describeTensors(backend, leaves(inputs, 'inputs'), (id, dtype, shape) =>
    recorder.input(id, dtype, shape),
  );
  let outputNames: string[] = [];
  let layout: Layout = [];
  tidy(() => {
    recorder.during(backend, () => {
      const { outputs, after } = fn();
      outputNames = describeTensors(backend, leaves(outputs, 'outputs'), (id, dtype) =>
        recorder.output(id, dtype, after),
      );
      layout = layoutOf(outputs);
    });
  });
  return { inputNames: inputNames.join(), outputNames: outputNames.join(), layout };
}

/** Loads a graph and returns its number. TensorFlow loads from a folder only; it is gone again when this returns. */
export function loadGraph({ binding }: NativeBackend, graph: GraphWriter): number {
  return inTemporaryFolder('graph', { 'saved_model.pb': graph.savedModel() }, (folder) =>
    binding.loadSavedModel(folder, 'serve,'),
  );
}

/** One session call. The caller owns the results. */
export function runGraph(
  backend: NativeBackend,
  id: number,
  { inputNames, outputNames }: Signature,
  inputs: Tensor[],
): Tensor[] {
  const ids = backend.getInputTensorIds(inputs);
  return backend.binding
    .runSavedModel(id, ids, inputNames, outputNames)
    .map((result) => backend.createOutputTensor(result));
}

/** Calls `each` with the binding's number, dtype and shape of each tensor. */
export function describeTensors<T>(
  backend: NativeBackend,
  tensors: readonly Tensor[],
  each: (id: number, dtype: number, shape: number[]) => T,
): T[] {
  return tensors.map((t) =>
    each(backend.getInputTensorIds([t])[0], backend.getDTypeInteger(t.dtype), t.shape),
  );
}
