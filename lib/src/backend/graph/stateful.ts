import * as tf from '@tensorflow/tfjs-core';
import { uninterrupted } from '../../machine';
import type { NativeBackend } from '../binding';
import { nativeBackend } from '../native';
import { GraphWriter, type Variable } from './graph-def';
import { Recorder } from './recorder';
import { describeTensors, loadGraph, runGraph, type Signature, type Trace, traceOf } from './session';
import { arrange, type Layout, layoutOf, leaves, rebuild, signature, type Tensors } from './tree';

/** What a call gives back, and the state after it; null where it leaves the state as it is. */
interface Step<S extends Tensors, O extends Tensors> {
  readonly outputs: O;
  readonly next: S | null;
}

type StepFunction<S extends Tensors, I extends Tensors, O extends Tensors> = (
  state: S,
  inputs: I,
) => Step<S, O>;

/** All that was recorded so far. */
interface Recorded {
  readonly graph: GraphWriter;
  /** The state, leaf by leaf. */
  readonly variables: readonly Variable[];
  /** The calls that fetch all variables and that set them. */
  readonly reading: Signature;
  readonly writing: Signature;
}

/** The graph in TensorFlow. */
interface Session extends Recorded {
  readonly id: number;
}

/**
 * As {@link compile}, of a function with a state, which stays where it is computed with: in the memory of a GPU where there is
 * one. A call takes its inputs there and its outputs back, nothing else. `fn` must be pure, its `next` shaped as its `state`.
 */
export class StatefulGraph<S extends Tensors, I extends Tensors, O extends Tensors> {
  private readonly layout: Layout;
  private readonly traces = new Map<string, Trace>();
  private session: Session | null = null;
  /** The state where no session has it: before the first call, and on other backends. */
  private held: tf.Tensor[];

  /** `state` stays the caller's. */
  constructor(
    private readonly fn: StepFunction<S, I, O>,
    state: S,
  ) {
    this.layout = layoutOf(state);
    this.held = kept(leaves(state, 'state'));
  }

  /** Runs the function. The caller owns the outputs. */
  run(inputs: I): O {
    return uninterrupted(() => {
      const backend = nativeBackend();
      if (!backend) return this.eagerly(inputs);
      const key = signature(inputs);
      let trace = this.traces.get(key);
      if (!trace) {
        trace = this.record(backend, inputs);
        this.traces.set(key, trace);
      }
      const results = runGraph(backend, this.session!.id, trace, leaves(inputs, 'inputs'));
      return rebuild(trace.layout, results) as O;
    });
  }

  /** The state now, as tensors of the caller's. */
  state(): S {
    const leaves = this.session ? this.read(nativeBackend()!, this.session) : this.held.map(tf.clone);
    return rebuild(this.layout, leaves) as S;
  }

  /** Puts another state in the place of this one. `state` stays the caller's. */
  assign(state: S): void {
    const tensors = arrange(this.layout, state, 'state');
    if (this.session) this.write(nativeBackend()!, this.session, tensors);
    else {
      tf.dispose(this.held);
      this.held = kept(tensors);
    }
  }

  /** Frees the state and the graph. */
  dispose(): void {
    if (this.session) nativeBackend()?.binding.deleteSavedModel(this.session.id);
    this.session = null;
    this.traces.clear();
    tf.dispose(this.held);
    this.held = [];
  }

  private eagerly(inputs: I): O {
    const { outputs, next } = tf.tidy(() => {
      const step = this.fn(rebuild(this.layout, this.held) as S, inputs);
      return {
        outputs: rebuild(layoutOf(step.outputs), leaves(step.outputs, 'outputs').map(tf.clone)),
        next: step.next && kept(arrange(this.layout, step.next, 'next')),
      } as { outputs: Tensors; next: tf.Tensor[] | null } & tf.TensorContainer;
    });
    if (next) {
      tf.dispose(this.held);
      this.held = next;
    }
    return outputs as O;
  }

  /** Adds the function for inputs of this kind to the graph, and moves the state into a session that knows it. */
  private record(backend: NativeBackend, inputs: I): Trace {
    const before = this.session;
    const state = before ? this.read(backend, before) : this.held;
    try {
      const recorded = before ?? withVariables(backend, state);
      const trace = this.trace(backend, recorded, state, inputs);
      const session = { ...recorded, id: loadGraph(backend, recorded.graph) };
      this.write(backend, session, state);
      if (before) backend.binding.deleteSavedModel(before.id);
      else this.held = [];
      this.session = session;
      return trace;
    } finally {
      if (state !== this.held) tf.dispose(state);
    }
  }

  private read(backend: NativeBackend, { id, reading }: Session): tf.Tensor[] {
    return runGraph(backend, id, reading, []);
  }

  private write(backend: NativeBackend, { id, writing }: Session, state: tf.Tensor[]): void {
    tf.dispose(runGraph(backend, id, writing, state));
  }

  private trace(
    backend: NativeBackend,
    { graph, variables }: Recorded,
    state: readonly tf.Tensor[],
    inputs: I,
  ): Trace {
    const recorder = new Recorder(backend.binding, graph);
    describeTensors(backend, state, (id) => id).forEach((id, k) => {
      recorder.standFor(id, variables[k].value);
    });
    return traceOf(backend, recorder, inputs, () => {
      const { outputs, next } = this.fn(rebuild(this.layout, state) as S, inputs);
      const tensors = next ? arrange(this.layout, next, 'next') : [];
      const values = describeTensors(backend, tensors, (id) => recorder.result(id));
      return { outputs, after: values.map((value, k) => graph.assign(variables[k], value)) };
    });
  }
}

function kept(tensors: readonly tf.Tensor[]): tf.Tensor[] {
  return tensors.map((tensor) => tf.keep(tf.clone(tensor)));
}

/** A graph of variables shaped as these tensors. */
function withVariables(backend: NativeBackend, state: readonly tf.Tensor[]): Recorded {
  const { TF_INT32 } = backend.binding;
  const graph = new GraphWriter(backend.binding);
  const made = describeTensors(backend, state, (_, dtype, shape) => {
    const variable = graph.variable(dtype, shape);
    const given = graph.placeholder(dtype, shape);
    return { variable, given, assigned: graph.assign(variable, given) };
  });
  const done = graph.identity(
    graph.constant(TF_INT32, [], Int32Array.of(0)),
    TF_INT32,
    made.map(({ assigned }) => assigned),
  );
  const outputs = (names: string[]): string => names.map((name) => `${name}:0`).join();
  return {
    graph,
    variables: made.map(({ variable }) => variable),
    reading: { inputNames: '', outputNames: outputs(made.map(({ variable }) => variable.value)) },
    writing: { inputNames: outputs(made.map(({ given }) => given)), outputNames: outputs([done]) },
  };
}
