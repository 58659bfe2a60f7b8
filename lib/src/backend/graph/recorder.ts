import type { backend_util } from '@tensorflow/tfjs-core';
import type { Binding, NativeBackend, OpAttribute, TensorMetadata } from '../binding';
import type { GraphWriter } from './graph-def';

/** Ops whose result differs from call to call: a recorded graph would not be the function. */
const RANDOM = /^(Stateless)?(Random|Multinomial|TruncatedNormal|ParameterizedTruncatedNormal)/;

/** The values of a tensor that was created, not computed, while recording; written only if an op uses it. */
interface Literal {
  readonly shape: number[];
  readonly dtype: number;
  readonly values: backend_util.BackendValues;
}

/**
 * Stands in front of the native binding, runs every op through it and writes it down as a graph node.
 * Reading a value back, randomness and foreign tensors are errors: the graph could not repeat them.
 * Nobody reads a computed value, so that of all float results of one shape only the first is kept, and stands for the
 * others as the operand of later ops: a training step is recorded in the memory of its different shapes, not of all its tensors.
 */
export class Recorder {
  private readonly binding: Binding;
  private readonly names = new Map<number, string>();
  private readonly literals = new Map<number, Literal>();
  /** Values of the tensors created while recording. TensorFlow may get a foreign tensor's values no earlier. */
  private readonly own = new WeakSet<object>();
  /** The tensors that stand for all float results of a shape, by the shape. */
  private readonly standIns = new Map<string, number>();
  /** What each float result is called outside, a number below 0, which the backend never deletes; and its stand-in. */
  private readonly standInOf = new Map<number, number>();

  /** What is recorded is added to `graph`. */
  constructor(
    private readonly real: Binding,
    private readonly graph: GraphWriter,
  ) {
    const recorded: Pick<Binding, 'createTensor' | 'executeOp' | 'tensorDataSync'> = {
      createTensor: this.createTensor.bind(this),
      executeOp: this.executeOp.bind(this),
      tensorDataSync: refuseReading,
    };
    // The binding's own properties are read-only, so they are shadowed rather than assigned.
    this.binding = Object.create(real, Object.getOwnPropertyDescriptors(recorded)) as Binding;
  }

  /** Runs `fn` with the recorder between the backend and its binding, and without JavaScript's own randomness. */
  during(backend: NativeBackend, fn: () => void): void {
    const { move } = backend;
    const { random } = Math;
    backend.binding = this.binding;
    backend.move = (dataId, values, ...rest) => {
      this.own.add(values);
      move.call(backend, dataId, values, ...rest);
    };
    Math.random = () => {
      throw new Error(
        'compile: the function draws random numbers while it is recorded. Draw outside and pass the tensor in.',
      );
    };
    try {
      fn();
    } finally {
      backend.binding = this.real;
      backend.move = move;
      Math.random = random;
      for (const id of this.standIns.values()) this.real.deleteTensor(id);
      this.standIns.clear();
    }
  }

  /** Names the tensor `id`, an argument of the function. */
  input(id: number, dtype: number, shape: readonly number[]): string {
    const name = this.graph.placeholder(dtype, shape);
    this.names.set(id, name);
    return `${name}:0`;
  }

  /** Has the node `name` stand for the tensor `id`. */
  standFor(id: number, name: string): void {
    this.names.set(id, name);
  }

  /** Writes the tensor `id` into the graph with its present value. */
  constant(id: number, dtype: number, shape: readonly number[]): void {
    this.names.set(id, this.graph.constant(dtype, shape, this.real.tensorDataSync(id)));
  }

  /** The fetch name of the result `id`, of dtype `dtype`; what is fetched comes after the nodes `after`. */
  output(id: number, dtype: number, after: readonly string[] = []): string {
    return `${this.graph.identity(this.result(id), dtype, after)}:0`;
  }

  /** The node of the result `id`. */
  result(id: number): string {
    return this.nameOf(id, 'the result');
  }

  private createTensor(shape: number[], dtype: number, values: backend_util.BackendValues): number {
    const id = this.real.createTensor(shape, dtype, values);
    if (this.own.has(values))
      this.literals.set(id, {
        shape: [...shape],
        dtype,
        values: values.slice() as backend_util.BackendValues,
      });
    return id;
  }

  private executeOp(
    op: string,
    attributes: OpAttribute[],
    inputs: number[],
    outputs: number,
  ): TensorMetadata[] {
    if (RANDOM.test(op)) throw new Error(`compile: op ${op} is random. Draw outside and pass the tensor in.`);
    const operands = inputs.map((id) => this.standInOf.get(id) ?? id);
    const results = this.real
      .executeOp(op, attributes, operands, outputs)
      .map((result) => this.withStandIn(result));
    const node = this.graph.op(
      op,
      inputs.map((id) => this.nameOf(id, op)),
      attributes,
    );
    results.forEach(({ id }, k) => {
      this.names.set(id, k === 0 ? node : `${node}:${k}`);
    });
    return results;
  }

  private withStandIn(result: TensorMetadata): TensorMetadata {
    if (result.dtype !== this.real.TF_FLOAT) return result;
    const shape = result.shape.join();
    const standIn = this.standIns.get(shape);
    if (standIn === undefined) this.standIns.set(shape, result.id);
    else this.real.deleteTensor(result.id);
    const id = -2 - this.standInOf.size;
    this.standInOf.set(id, standIn ?? result.id);
    return { ...result, id };
  }

  private nameOf(id: number, user: string): string {
    const known = this.names.get(id);
    if (known) return known;
    const literal = this.literals.get(id);
    if (!literal) {
      throw new Error(
        `compile: ${user} uses a tensor from outside the function. Pass it as an input, or in compile's constants.`,
      );
    }
    if (!ArrayBuffer.isView(literal.values))
      throw new Error(`compile: ${user} uses strings, which no graph here can hold.`);
    const name = this.graph.constant(literal.dtype, literal.shape, literal.values);
    this.names.set(id, name);
    return name;
  }
}

function refuseReading(): never {
  throw new Error(
    'compile: the function reads a tensor’s value while it is recorded; the graph would keep that one value for ever. Return the tensor and read it outside.',
  );
}
