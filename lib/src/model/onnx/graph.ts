import { Message, writeField } from './protobuf';

/** Numbers of the fields that are read. Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3 */
const MODEL = { graph: 7 } as const;
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12 } as const;
const NODE = { input: 1, output: 2, name: 3, opType: 4, attribute: 5 } as const;
const ATTRIBUTE = { name: 1, f: 2, i: 3, t: 5, ints: 8 } as const;
const VALUE = { name: 1, type: 2 } as const;
const TYPE = { tensor: 1 } as const;
const TENSOR_TYPE = { elementType: 1, shape: 2 } as const;
const SHAPE = { dimension: 1 } as const;
const DIMENSION = { value: 1 } as const;
const NAME_OF_TENSOR = 8;

/** An operation: its inputs and outputs are names of tensors. */
export interface Node {
  readonly name: string;
  readonly opType: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** An attribute that is a number, a whole one or not. */
  number(name: string): number | null;
  numbers(name: string): readonly number[] | null;
  tensor(name: string): Message | null;
}

/** What enters the network. */
export interface GraphInput {
  readonly name: string;
  /** ONNX's number of the type of its values; 1 is float32. */
  readonly elementType: number;
  /** null: any length. */
  readonly shape: readonly (number | null)[];
}

/** The graph of an ONNX file. */
export interface Graph {
  readonly nodes: readonly Node[];
  /** The node that makes each tensor. */
  readonly producers: ReadonlyMap<string, Node>;
  /** Weights by name, as `TensorProto`. */
  readonly initialisers: ReadonlyMap<string, Message>;
  /** Without those that an initialiser fills. */
  readonly inputs: readonly GraphInput[];
  readonly outputs: readonly string[];
}

/** The graph of an ONNX file. Throws RangeError where it is none. */
export function readGraph(bytes: Uint8Array<ArrayBuffer>): Graph {
  const graphs = new Message(bytes).messages(MODEL.graph);
  if (graphs.length !== 1) throw new RangeError(`${graphs.length} graphs`);
  const [graph] = graphs;
  const initialisers = new Map(
    graph.messages(GRAPH.initializer).map((tensor) => [tensor.text(NAME_OF_TENSOR), tensor]),
  );
  const inputs = graph.messages(GRAPH.input).map(inputOf);
  const nodes = graph.messages(GRAPH.node).map(nodeOf);
  return {
    nodes,
    producers: new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const))),
    initialisers,
    inputs: inputs.filter(({ name }) => !initialisers.has(name)),
    outputs: graph.messages(GRAPH.output).map((value) => value.text(VALUE.name)),
  };
}

/**
 * The file with more outputs, each a tensor of the graph. Messages of Protocol Buffers merge: a second graph with nothing but
 * outputs, behind the first, adds them.
 */
export function withOutputs(
  bytes: Uint8Array<ArrayBuffer>,
  { outputs }: Graph,
  wanted: readonly string[],
): Uint8Array {
  const missing = wanted.filter((name) => !outputs.includes(name));
  const added = missing.flatMap((name) => [...writeField(GRAPH.output, writeField(VALUE.name, name))]);
  const more = writeField(MODEL.graph, Uint8Array.from(added));
  const all = new Uint8Array(bytes.length + more.length);
  all.set(bytes);
  all.set(more, bytes.length);
  return all;
}

function nodeOf(node: Message): Node {
  const attributes = new Map(node.messages(NODE.attribute).map((one) => [one.text(ATTRIBUTE.name), one]));
  return {
    name: node.text(NODE.name),
    opType: node.text(NODE.opType),
    inputs: node.texts(NODE.input),
    outputs: node.texts(NODE.output),
    number: (name) =>
      attributes.get(name)?.number(ATTRIBUTE.i) ?? attributes.get(name)?.float(ATTRIBUTE.f) ?? null,
    numbers: (name) => attributes.get(name)?.numbers(ATTRIBUTE.ints) ?? null,
    tensor: (name) => attributes.get(name)?.message(ATTRIBUTE.t) ?? null,
  };
}

function inputOf(value: Message): GraphInput {
  const tensor = value.message(VALUE.type)?.message(TYPE.tensor);
  const dimensions = tensor?.message(TENSOR_TYPE.shape)?.messages(SHAPE.dimension) ?? [];
  return {
    name: value.text(VALUE.name),
    elementType: tensor?.number(TENSOR_TYPE.elementType) ?? 0,
    shape: dimensions.map((dimension) => dimension.number(DIMENSION.value) || null),
  };
}
