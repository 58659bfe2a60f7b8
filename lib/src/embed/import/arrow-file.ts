import type { Refusal } from '../../data/files/arrays';
import type { Source } from '../../data/files/limits';
import { FlatTable } from './flatbuffer';

// Arrow's IPC format: a schema, then batches of rows or of a dictionary's values, each as
//
//   0xFFFFFFFF, int32 length   (length 0 ends the stream)
//   a FlatBuffer of that length, padded: what the message is, and the length of its body
//   the body: the columns' buffers
//
// A file is such a stream between "ARROW1\0\0" and a footer (a directory, which is not needed here), its int32 length, "ARROW1".
// Source: https://arrow.apache.org/docs/format/Columnar.html#serialization-and-interprocess-communication-ipc

/** A column or what is in it. */
export interface ArrowField {
  readonly name: string;
  /** Arrow's number of the type. */
  readonly type: number;
  /** The type's own table: width, precision, size of a list. */
  readonly details: FlatTable | null;
  /** Number of the dictionary, and the type of the indices into it. */
  readonly dictionary: { readonly id: number; readonly index: FlatTable | null } | null;
  readonly children: readonly ArrowField[];
}

/** A batch of rows, or of a dictionary's values, whose buffers lie from `body` on. */
export interface ArrowBatch {
  readonly table: FlatTable;
  readonly body: number;
  readonly bodyLength: number;
}

/** What is in an Arrow file. */
export interface ArrowContent {
  readonly fields: readonly ArrowField[];
  readonly batches: readonly ArrowBatch[];
  /** By the dictionary's number; several if it grows. */
  readonly dictionaries: ReadonlyMap<number, readonly ArrowBatch[]>;
}

const MAGIC = 'ARROW1';
const SCHEMA = 1;
const DICTIONARY_BATCH = 2;
const RECORD_BATCH = 3;
/** Fields within fields. */
const DEEPEST = 16;

/** Reads the messages of an Arrow IPC file or stream, but no values. Throws what `refuse` makes where they are damaged. */
export async function readArrowFile(file: Source, refuse: Refusal): Promise<ArrowContent> {
  const isFile = (await textAt(file, 0, MAGIC.length)) === MAGIC;
  const end = isFile ? await footerPlace(file, refuse) : file.size;
  let fields: readonly ArrowField[] | undefined;
  const batches: ArrowBatch[] = [];
  const dictionaries = new Map<number, ArrowBatch[]>();
  for (let at = isFile ? 8 : 0; at < end; ) {
    const message = await messageAt(file, at, end, refuse);
    if (!message) {
      // Some writers leave up to 8 bytes before the footer.
      if (isFile && at + 16 < end) throw refuse(`${end - at - 8} bytes behind its end`, 'an Arrow IPC file');
      break;
    }
    const { kind, header, body, bodyLength } = message;
    if (kind === SCHEMA) fields ??= header.tables(6).map((field) => fieldOf(field, DEEPEST));
    if (kind === RECORD_BATCH) batches.push({ table: header, body, bodyLength });
    if (kind === DICTIONARY_BATCH) {
      const table = header.table(6);
      const before = header.byte(8) ? (dictionaries.get(header.size(4)) ?? []) : [];
      if (table) dictionaries.set(header.size(4), [...before, { table, body, bodyLength }]);
    }
    at = body + bodyLength;
  }
  if (!fields) throw refuse('a file without a schema', 'an Arrow IPC file');
  return { fields, batches, dictionaries };
}

async function footerPlace(file: Source, refuse: Refusal): Promise<number> {
  const last = MAGIC.length + 4;
  const length =
    file.size < 8 + last ? null : new DataView((await bytesAt(file, file.size - last, 4)).buffer);
  const place = length ? file.size - last - length.getInt32(0, true) : 0;
  const whole = length && (await textAt(file, file.size - MAGIC.length, MAGIC.length)) === MAGIC;
  if (!whole || place < 8 || place > file.size - last)
    throw refuse('a file that is cut', 'an Arrow IPC file');
  return place;
}

/** The message at a place; null where the stream ends. */
async function messageAt(file: Source, at: number, end: number, refuse: Refusal) {
  const broken = (cause?: unknown) => refuse(`bytes that are no Arrow at ${at}`, 'an Arrow IPC file', cause);
  if (at + 8 > end) throw broken();
  const start = new DataView((await bytesAt(file, at, 8)).buffer);
  const length = start.getInt32(4, true);
  if (start.getUint32(0, true) !== 0xffffffff || length < 0 || at + 8 + length > end) throw broken();
  if (length === 0) return null;
  try {
    const message = FlatTable.root(await bytesAt(file, at + 8, length));
    const [header, bodyLength] = [message.table(8), message.size(10)];
    if (!header || at + 8 + length + bodyLength > end) throw new RangeError(`a body of ${bodyLength} bytes`);
    return { kind: message.byte(6), header, body: at + 8 + length, bodyLength };
  } catch (cause) {
    throw broken(cause);
  }
}

function fieldOf(field: FlatTable, deep: number): ArrowField {
  if (deep === 0) throw new RangeError('fields within fields');
  const encoding = field.table(12);
  return {
    name: field.text(4),
    type: field.byte(8),
    details: field.table(10),
    dictionary: encoding && { id: encoding.size(4), index: encoding.table(6) },
    children: field.tables(14).map((child) => fieldOf(child, deep - 1)),
  };
}

/** Bytes of a file. */
export async function bytesAt(file: Source, at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  await file.fill(at, bytes);
  return bytes;
}

async function textAt(file: Source, at: number, length: number): Promise<string> {
  return at + length > file.size ? '' : new TextDecoder('latin1').decode(await bytesAt(file, at, length));
}
