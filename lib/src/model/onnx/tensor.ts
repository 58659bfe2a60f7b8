import { NUMBER_FORMATS } from '../../data/files/number-formats';
import type { Refusal } from '../../errors';
import type { HostTensor } from '../weights';
import type { Message } from './protobuf';

/** Numbers of the fields of `TensorProto` and of its entries of external data, texts by name. */
const TENSOR = { dims: 1, dataType: 2, floatData: 4, rawData: 9, externalData: 13, location: 14 } as const;
const ENTRY = { key: 1, value: 2 } as const;
const EXTERNAL = 1;

/** The types that weights are kept in. */
const FORMATS: Readonly<Record<number, keyof typeof NUMBER_FORMATS>> = {
  1: 'f4',
  10: 'f2',
  11: 'f8',
  16: 'bf',
};

/** Files beside the ONNX file that hold weights, by their path from there. */
export type ExternalFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** The file beside the ONNX file in which a tensor lies, by its path from there; null: in the ONNX file itself. */
export function locationOf(tensor: Message): string | null {
  return tensor.number(TENSOR.location) === EXTERNAL ? (entries(tensor).get('location') ?? '') : null;
}

/** The values of a tensor of floats, as float32. Refuses other types, and as many values as its shape does not ask for. */
export function tensorValues(
  tensor: Message,
  name: string,
  external: ExternalFiles,
  refuse: Refusal,
): HostTensor {
  const type = tensor.number(TENSOR.dataType) ?? 0;
  if (!Object.hasOwn(FORMATS, type)) throw refuse(`${name} of type ${type}`, 'floats (types 1, 10, 11, 16)');
  const { width, floats } = NUMBER_FORMATS[FORMATS[type]];
  const shape = tensor.numbers(TENSOR.dims);
  const bytes = bytesOf(tensor, external);
  const n = shape.reduce((product, length) => product * length, 1);
  if (bytes?.length !== n * width)
    throw refuse(`${name} of [${shape}] with ${bytes?.length ?? 'no'} bytes`, `${n * width} bytes`);
  // Aligned by a copy.
  return { shape, data: floats(bytes.slice()) };
}

function bytesOf(tensor: Message, external: ExternalFiles): Uint8Array<ArrayBuffer> | null {
  const location = locationOf(tensor);
  if (location === null) return tensor.bytes(TENSOR.rawData) ?? tensor.bytes(TENSOR.floatData);
  const [offset, length] = ['offset', 'length'].map((key) => entries(tensor).get(key));
  const start = Number(offset ?? 0);
  return (
    external.get(location)?.subarray(start, length === undefined ? undefined : start + Number(length)) ?? null
  );
}

function entries(tensor: Message): Map<string, string> {
  return new Map(
    tensor.messages(TENSOR.externalData).map((one) => [one.text(ENTRY.key), one.text(ENTRY.value)]),
  );
}
