import { NUMBER_FORMATS, type NumberFormat, readFloats } from '../data/files/number-formats';
import { UserError } from '../errors';
import { type OpenFile, openFile, writeFileAtomically } from '../machine';
import type { HostTensor } from './weights';

/**
 * The safetensors format:
 *
 *     8 bytes  N, unsigned little-endian
 *     N bytes  JSON: { "__metadata__": {string: string}, "<name>": { "dtype", "shape", "data_offsets": [begin, end] }, … }
 *     rest     the tensors' bytes, little-endian, row-major; offsets count from here, and leave no gap and no overlap
 *
 * Source: https://github.com/huggingface/safetensors
 */
export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, HostTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** The longest header that is read, in bytes: 30,000 tensors or so. A name costs many times its bytes in memory. */
const LONGEST_HEADER = 4 * 2 ** 20;

const FLOATS: Readonly<Record<string, NumberFormat>> = {
  F64: NUMBER_FORMATS.f8,
  F32: NUMBER_FORMATS.f4,
  F16: NUMBER_FORMATS.f2,
  BF16: NUMBER_FORMATS.bf,
};
const WHOLE: Readonly<Record<string, NumberFormat>> = {
  I64: NUMBER_FORMATS.i8,
  I32: NUMBER_FORMATS.i4,
  I16: NUMBER_FORMATS.i2,
  I8: NUMBER_FORMATS.i1,
  U64: NUMBER_FORMATS.u8,
  U32: NUMBER_FORMATS.u4,
  U16: NUMBER_FORMATS.u2,
  U8: NUMBER_FORMATS.u1,
  BOOL: NUMBER_FORMATS.b1,
};

/**
 * Reads float tensors (F32, F16, BF16, F64) as float32; integer tensors, such as batch counters, are left out unless they
 * are asked for. A file that is no safetensors file, is cut off, or whose tensors overlap is a UserError.
 */
export async function readSafetensors(file: string, integers = false): Promise<SafetensorsFile> {
  const opened = await openFile(file);
  try {
    const { entries, metadata, start } = await readHeader(file, opened);
    const formats = integers ? { ...FLOATS, ...WHOLE } : FLOATS;
    const tensors = new Map<string, HostTensor>();
    for (const { name, dtype, shape, begin, end } of entries) {
      const format = formats[dtype];
      if (!format) continue;
      const n = (end - begin) / format.width;
      const size = shape.reduce((a, b) => a * b, 1);
      if (n !== size) fail(file, `${n} values in ${name}`, `${size}, as its shape says`);
      tensors.set(name, { shape: [...shape], data: await readFloats(opened, start + begin, n, format) });
    }
    return { tensors, metadata };
  } finally {
    await opened.close();
  }
}

async function readHeader(file: string, opened: OpenFile) {
  const cut = (): never => fail(file, `${opened.size} bytes`, 'a header and the tensors it announces');
  if (opened.size < 8) cut();
  const length = new Uint8Array(8);
  await opened.fill(0, length);
  const start = 8 + Number(new DataView(length.buffer).getBigUint64(0, true));
  if (start > opened.size) cut();
  if (start > LONGEST_HEADER) fail(file, `a header of ${start} bytes`, `one of up to ${LONGEST_HEADER}`);
  const json = new Uint8Array(start - 8);
  await opened.fill(8, json);
  const { __metadata__: metadata, ...described } = parseHeader(file, new TextDecoder().decode(json));
  const entries = Object.entries(described).map(([name, value]) => entryOf(file, name, value));
  checkPlaces(file, entries, opened.size - start);
  return { entries, metadata: textsOf(metadata), start };
}

/** Every byte belongs to one tensor. */
function checkPlaces(file: string, entries: readonly Entry[], bytes: number): void {
  let at = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (end > bytes) fail(file, `${bytes} bytes of tensors`, `at least ${end}, for the tensor ${name}`);
    if (begin !== at || end < begin)
      fail(file, `the tensor ${name} at ${begin} to ${end}`, `tensors side by side, the next one at ${at}`);
    at = end;
  }
  if (at !== bytes) fail(file, `${bytes} bytes of tensors`, `${at}, as the header says`);
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
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(start + offset).fill(0x20, 0, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(json, 8);
  let at = start;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  await writeFileAtomically(file, bytes);
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

function entryOf(file: string, name: string, value: unknown): Entry {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
  if (typeof dtype !== 'string' || !isSizes(shape) || !isSizes(offsets) || offsets.length !== 2)
    return fail(file, `a header whose entry ${name} is no tensor`, 'dtype, shape and offsets');
  return { name, dtype, shape, begin: offsets[0], end: offsets[1] };
}

function isSizes(list: unknown): list is number[] {
  return Array.isArray(list) && list.every((n) => Number.isSafeInteger(n) && n >= 0);
}

function textsOf(metadata: unknown): Record<string, string> {
  const texts = Object.entries(metadata ?? {}).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts) as Record<string, string>;
}

function fail(file: string, given: string, expected: string, cause?: unknown): never {
  const remedy = 'Check the path, or save it again with safetensors.';
  throw new UserError({ where: `readSafetensors(${file})`, given, expected, remedy }, { cause });
}
