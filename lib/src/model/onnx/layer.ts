import type { Refusal } from '../../errors';
import type { Graph, Node } from './graph';
import type { Message } from './protobuf';

/** Weights of the graph, perhaps turned. */
export interface Constant {
  readonly name: string;
  readonly tensor: Message;
  readonly turned: boolean;
}

/** The classification layer of a graph: logits = scaleW · fe Wᵀ + scaleB · b. */
export interface Layer {
  /** The node that multiplies. */
  readonly node: Node;
  /** Names of tensors. */
  readonly fe: string;
  readonly logits: string;
  /** `[C, H]`, once turned as it says. */
  readonly W: Constant;
  readonly b: Constant | null;
  readonly scaleW: number;
  readonly scaleB: number;
}

/** A constant, and what it is added to. */
interface Bias {
  readonly b: Constant;
  readonly from: string;
}

/** What may follow the classification layer: none of it changes which logit is the largest. */
const AFTER = ['Softmax', 'LogSoftmax', 'Identity', 'Reshape', 'Flatten', 'Squeeze', 'Cast'];
const PRODUCTS = ['Gemm', 'MatMul'];
const QUANTISED = /^(Q[A-Z]|Quantize|Dequantize|DynamicQuantize)|Integer$|NBits$/;
const REMEDY = 'name the layer by --fe, or bring embeddings';

/** The classification layer: the Gemm or MatMul by which an output is made, or that is named, itself or by its input. */
export function findLayer(graph: Graph, named: string | undefined, refuse: Refusal): Layer {
  return named === undefined ? lastLayer(graph, refuse) : namedLayer(graph, named, refuse);
}

function lastLayer(graph: Graph, refuse: Refusal): Layer {
  const [first] = graph.outputs;
  const found = graph.outputs.map((output) => layerBefore(graph, output, refuse));
  const layers = found.filter((one): one is Layer => 'node' in one);
  if (layers.length > 1)
    throw refuse(
      `${layers.length} outputs made by layers of their own: ${layers.map(({ node }) => node.name).join(', ')}`,
      'one, or its layer named by --fe',
    );
  if (layers.length === 1) return layers[0];
  throw (
    (found[0] as { refused: Error })?.refused ??
    refuse(`no output ${first ?? ''}`, 'a network with an output')
  );
}

/** From an output backwards, over what keeps the order of the logits and an added bias. */
function layerBefore(graph: Graph, output: string, refuse: Refusal): Layer | { refused: Error } {
  let [logits, at] = [output, output];
  let b: Constant | null = null;
  for (let step = 0; step <= graph.nodes.length; step++) {
    const node = graph.producers.get(at);
    if (!node) break;
    const product = PRODUCTS.includes(node.opType) && layerOf(graph, node, logits, b);
    if (product) return product;
    const bias: Bias | null = node.opType === 'Add' && !b ? biased(graph, node) : null;
    if (bias) [b, logits, at] = [bias.b, node.outputs[0], bias.from];
    else if (AFTER.includes(node.opType)) {
      at = node.inputs[0];
      if (!b) logits = at;
    } else return { refused: noLayer(graph, node, refuse) };
  }
  return {
    refused: refuse(`an output ${output} that no layer makes`, `a Gemm or MatMul at the end: ${REMEDY}`),
  };
}

function noLayer(graph: Graph, node: Node, refuse: Refusal): Error {
  const quantised = [node, ...node.inputs.map((name) => graph.producers.get(name))].find(
    (one) => one && QUANTISED.test(one.opType),
  );
  if (quantised)
    return refuse(
      `a quantised network (${quantised.opType} at the end)`,
      'the network before quantisation, in float32',
    );
  return refuse(
    `an output made by ${node.opType}${node.name && ` (${node.name})`}`,
    `a Gemm or MatMul with weights of its own at the end: ${REMEDY}`,
  );
}

function namedLayer(graph: Graph, name: string, refuse: Refusal): Layer {
  const made = graph.nodes.find((node) => node.name === name)?.outputs ?? [];
  const fits = (node: Node) =>
    PRODUCTS.includes(node.opType) && (node.name === name || [name, ...made].includes(node.inputs[0]));
  for (const node of graph.nodes.filter(fits)) {
    const [output] = node.outputs;
    const users = graph.nodes.filter(({ inputs }) => inputs.includes(output));
    const sum = users.length === 1 && users[0].opType === 'Add' ? biased(graph, users[0]) : null;
    const layer = layerOf(graph, node, sum ? users[0].outputs[0] : output, sum?.b ?? null);
    if (layer) return layer;
  }
  const products = graph.nodes.filter(
    (node) => PRODUCTS.includes(node.opType) && layerOf(graph, node, '', null),
  );
  const last = products.slice(-5).map((node) => node.name || node.inputs[0]);
  throw refuse(
    `no layer "${name}"`,
    last.length > 0
      ? `a Gemm or MatMul with weights of its own, or its input; the last are ${last.join(', ')}`
      : 'a network that has a Gemm or MatMul with weights of its own',
  );
}

/** A Gemm or MatMul as a layer; null where it multiplies by no weights. `added` is what an Add behind it brings. */
function layerOf(graph: Graph, node: Node, logits: string, added: Constant | null): Layer | null {
  const [fe, right, third] = node.inputs;
  const found = constant(graph, right);
  if (!found || constant(graph, fe)) return null;
  const gemm = node.opType === 'Gemm';
  if (gemm && node.number('transA')) return null;
  const own = gemm && third ? constant(graph, third) : null;
  if (gemm && third && (!own || added)) return null;
  // As it stands in the file W is [H, C], unless Gemm is told otherwise.
  const W = { ...found, turned: found.turned === Boolean(gemm && node.number('transB')) };
  const scaleW = (gemm ? node.number('alpha') : null) ?? 1;
  const scaleB = (own ? node.number('beta') : null) ?? 1;
  return { node, fe, logits, W, b: own ?? added, scaleW, scaleB };
}

function biased(graph: Graph, { inputs }: Node): Bias | null {
  for (const [k, from] of [1, 0].entries()) {
    const b = constant(graph, inputs[k]);
    if (b) return { b, from: inputs[from] };
  }
  return null;
}

/** An initialiser or a Constant, also behind Identity or Transpose of a matrix. */
function constant(graph: Graph, name: string): Constant | null {
  let [at, turned] = [name, false];
  for (let step = 0; step <= graph.nodes.length; step++) {
    const own = graph.initialisers.get(at);
    if (own) return { name: at, tensor: own, turned };
    const node = graph.producers.get(at);
    const value = node?.opType === 'Constant' ? node.tensor('value') : null;
    if (value) return { name: at, tensor: value, turned };
    if (node?.opType !== 'Identity' && node?.opType !== 'Transpose') return null;
    if (node.opType === 'Transpose') {
      if ((node.numbers('perm') ?? [1, 0]).join() !== '1,0') return null;
      turned = !turned;
    }
    at = node.inputs[0];
  }
  return null;
}
