import { readFile } from 'node:fs/promises';
import { UserError } from '../errors';
import { writeFileAtomically } from '../files';
import { halvesToFloats } from '../half';
import type { HostTensor } from './weights';

/**
 * The safetensors format:
 *
 *     8 bytes  N, unsigned little-endian
 *     N bytes  JSON: { "__metadata__": {string: string}, "<name>": { "dtype", "shape", "data_offsets": [begin, end] }, … }
 *     rest     the tensors' bytes, little-endian, row-major; offsets count from here
 *
 * Source: https://github.com/huggingface/safetensors
 */
export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, HostTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: number[];
  readonly data_offsets: [begin: number, end: number];
}

/**
 * Reads float tensors (F32, F16, BF16, F64) as float32; integer tensors, such as batch counters, are left out. A file that
 * is no safetensors file, or is cut off, is a UserError.
 */
export async function readSafetensors(file: string): Promise<SafetensorsFile> {
  const bytes = await readFile(file).catch((cause) =>
    fail(file, (cause as Error).message, 'a readable file', cause),
  );
  const headerEnd = bytes.length < 8 ? Number.POSITIVE_INFINITY : 8 + Number(bytes.readBigUInt64LE(0));
  if (headerEnd > bytes.length) fail(file, `${bytes.length} bytes`, 'a header and the tensors it announces');
  const { __metadata__: metadata = {}, ...entries } = parseHeader(
    file,
    bytes.subarray(8, headerEnd).toString('utf8'),
  );
  const tensors = new Map<string, HostTensor>();
  for (const [name, entry] of Object.entries(entries)) {
    if (!isEntry(entry)) fail(file, `a header whose entry ${name} is no tensor`, 'dtype, shape and offsets');
    const [begin, end] = entry.data_offsets.map((offset) => headerEnd + offset);
    if (end > bytes.length) fail(file, `${bytes.length} bytes`, `at least ${end}, for the tensor ${name}`);
    const data = decode(entry.dtype, bytes.subarray(begin, end));
    const size = entry.shape.reduce((a, b) => a * b, 1);
    if (data && data.length !== size)
      fail(file, `${data.length} values in ${name}`, `${size}, as its shape says`);
    if (data) tensors.set(name, { shape: entry.shape, data });
  }
  return { tensors, metadata: metadata as Record<string, string> };
}

/** Writes float32 tensors; the file appears whole or not at all. */
export async function writeSafetensors(
  file: string,
  tensors: ReadonlyMap<string, HostTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt', ...metadata } };
  let offset = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header), 'utf8');
  const padded = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const parts = [...tensors.values()].map(({ data }) =>
    Buffer.from(data.buffer, data.byteOffset, data.byteLength),
  );
  await writeFileAtomically(file, Buffer.concat([length, padded, ...parts]));
}

function parseHeader(file: string, json: string): Record<string, unknown> {
  const notAHeader = (cause?: unknown): never => fail(file, 'no header of JSON', 'a safetensors file', cause);
  try {
    const header: unknown = JSON.parse(json);
    return typeof header === 'object' && header !== null ? (header as Record<string, unknown>) : notAHeader();
  } catch (cause) {
    return notAHeader(cause);
  }
}

function isEntry(value: unknown): value is Entry {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Partial<Entry>;
  const whole = (list: unknown): boolean =>
    Array.isArray(list) && list.every((n) => Number.isInteger(n) && n >= 0);
  return typeof dtype === 'string' && whole(shape) && whole(offsets) && offsets?.length === 2;
}

/** Copied, because a tensor may start anywhere and typed arrays may not. */
function decode(dtype: string, bytes: Buffer): Float32Array | null {
  const width = { F64: 8, F32: 4, F16: 2, BF16: 2 }[dtype];
  if (!width) return null;
  const { buffer } = Uint8Array.from(bytes.subarray(0, bytes.length - (bytes.length % width)));
  if (dtype === 'F32') return new Float32Array(buffer);
  if (dtype === 'F64') return Float32Array.from(new Float64Array(buffer));
  const halves = new Uint16Array(buffer);
  if (dtype === 'F16') return halvesToFloats(halves);
  return new Float32Array(Uint32Array.from(halves, (bits) => bits << 16).buffer); // BF16: the upper half of a float32
}

function fail(file: string, given: string, expected: string, cause?: unknown): never {
  const remedy = 'Check the path, or save it again with safetensors.';
  throw new UserError({ where: `readSafetensors(${file})`, given, expected, remedy }, { cause });
}
