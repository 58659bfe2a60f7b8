import { type Refusal, UserError } from '../../errors';
import { dirname, exists, join, readBytes, sizeOf } from '../../machine';
import type { Head } from '../head';
import { refuseFolder, refuseOtherFormats } from '../other-formats';
import type { HostTensor } from '../weights';
import { type Graph, type GraphInput, readGraph, withOutputs } from './graph';
import { type Constant, findLayer, type Layer } from './layer';
import { type ExternalFiles, locationOf, tensorValues } from './tensor';

/** Protocol Buffers end there. */
const LARGEST = 2 ** 31 - 1;
const FLOAT32 = 1;

/** What a network takes: batches of images, channels first or last. */
export interface OnnxInput {
  readonly name: string;
  readonly layout: 'NCHW' | 'NHWC';
  /** Images at a time; null: any number. */
  readonly batch: number | null;
  readonly channels: 1 | 3;
  /** null: any. */
  readonly height: number | null;
  readonly width: number | null;
}

/** A network from an ONNX file, ready to be run, and its classification layer. */
export interface OnnxNetwork {
  readonly file: string;
  /** The file, with features and logits among its outputs. */
  readonly bytes: Uint8Array;
  readonly external: ExternalFiles;
  readonly input: OnnxInput;
  /** Names of outputs. */
  readonly fe: string;
  readonly logits: string;
  readonly head: Head;
  /** What was taken for what. */
  readonly remark: string;
}

/**
 * Reads an ONNX file, and the files of weights beside it. FE is what enters the classification layer: the Gemm or MatMul at the
 * end, or the one that `named` is, or that has `named` as its input. Throws UserError.
 */
export async function readOnnx(file: string, named?: string): Promise<OnnxNetwork> {
  const refuse = refusalFor(file);
  try {
    return await readNetwork(file, named, refuse);
  } catch (cause) {
    // Fields are read when they are asked for, so that a damaged one may be met anywhere.
    if (!(cause instanceof RangeError)) throw cause;
    throw refuse(`a file that is not ONNX, or is damaged (${cause.message})`, 'a network as ONNX', cause);
  }
}

async function readNetwork(file: string, named: string | undefined, refuse: Refusal): Promise<OnnxNetwork> {
  refuseFolder(file, 'onnx');
  const size = exists(file) ? await sizeOf(file) : 0;
  if (size > LARGEST) throw refuse(`${size} bytes`, 'at most 2 GiB, with larger weights in a file beside it');
  const bytes = new Uint8Array(await readBytes(file));
  refuseOtherFormats(file, 'onnx', bytes);
  const graph = readGraph(bytes);
  const layer = findLayer(graph, named, refuse);
  const input = inputOf(graph.inputs, refuse);
  if (layer.fe === input.name) throw refuse('a single layer, whose input are the images', 'a network');
  const external = await filesBeside(file, graph, refuse);
  const head = headOf(layer, external, refuse);
  const { fe, logits, node } = layer;
  const remark = `FE is ${fe}, which enters ${node.name || 'the last layer'} (${node.opType}; --fe): ${head.H} features, ${head.C} classes.`;
  return { file, bytes: withOutputs(bytes, graph, [fe, logits]), external, input, fe, logits, head, remark };
}

/** Makes the errors about an ONNX file. */
export function refusalFor(file: string): Refusal {
  const remedy = 'Export it again, or bring its embeddings (docs/bring-your-own.md).';
  return (given, expected, cause) => new UserError({ where: file, given, expected, remedy }, { cause });
}

function inputOf(inputs: readonly GraphInput[], refuse: Refusal): OnnxInput {
  const expected = 'one input of images, float32 of [n, 3 or 1, height, width], or with the channels last';
  const said = inputs.map(({ name, shape }) => `${name} [${shape.map((length) => length ?? '?')}]`);
  if (inputs.length !== 1) throw refuse(`${inputs.length} inputs ${said.join(', ')}`, expected);
  const [{ name, elementType, shape }] = inputs;
  if (elementType !== FLOAT32) throw refuse(`an input ${said} of type ${elementType}`, expected);
  const isChannels = (length: number | null): length is 1 | 3 => length === 1 || length === 3;
  const [batch, second, third, last] = shape;
  if (shape.length === 4 && isChannels(second))
    return { name, layout: 'NCHW', batch, channels: second, height: third, width: last };
  if (shape.length === 4 && isChannels(last))
    return { name, layout: 'NHWC', batch, channels: last, height: second, width: third };
  throw refuse(`an input ${said}`, expected);
}

/** Files of weights may lie in the same folder, or below; what leads out of it is refused. */
async function filesBeside(file: string, graph: Graph, refuse: Refusal): Promise<ExternalFiles> {
  const locations = new Set([...graph.initialisers.values()].map(locationOf));
  locations.delete(null);
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const location of locations as Set<string>) {
    if (/^$|^[/\\]|:|(^|[/\\])\.\.([/\\]|$)/.test(location))
      throw refuse(`weights in "${location}"`, 'weights in a file beside it');
    const path = join(dirname(file), location);
    if (!exists(path)) throw refuse(`weights in ${location}, which is not there`, 'that file beside it');
    files.set(location, new Uint8Array(await readBytes(path)));
  }
  return files;
}

function headOf({ W, b, scaleW, scaleB }: Layer, external: ExternalFiles, refuse: Refusal): Head {
  const matrix = valuesOf(W, scaleW, external, refuse);
  const bias = b && valuesOf(b, scaleB, external, refuse);
  const [C, H] = matrix.shape;
  if (matrix.shape.length !== 2 || C * H === 0) throw refuse(`W of [${matrix.shape}]`, '[C, H]');
  if (bias && ![1, C].includes(bias.data.length)) throw refuse(`b of [${bias.shape}]`, `[${C}]`);
  const each = Float32Array.from({ length: C }, (_, c) => bias?.data[bias.data.length === 1 ? 0 : c] ?? 0);
  return { kind: 'linear', H, C, W: matrix.data, b: each };
}

function valuesOf(
  { name, tensor, turned }: Constant,
  scale: number,
  external: ExternalFiles,
  refuse: Refusal,
): HostTensor {
  const { shape, data } = tensorValues(tensor, name, external, refuse);
  const wrong = data.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw refuse(`${name}[${wrong}] = ${data[wrong]}`, 'finite weights: training diverged');
  const [rows, columns] = shape;
  const values = turned ? data.map((_, k) => data[(k % rows) * columns + Math.floor(k / rows)]) : data;
  return {
    shape: turned ? [columns, rows] : shape,
    data: scale === 1 ? values : values.map((value) => scale * value),
  };
}
