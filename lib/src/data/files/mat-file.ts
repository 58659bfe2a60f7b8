import { UserError } from '../../errors';
import { inflate, inflateStart } from '../../machine';
import { beyondLimit, unpackedLimit } from './limits';

// MATLAB's Level 5 MAT-file, as far as arrays of bytes need it (MathWorks, "MAT-File Format"): "a 128-byte header
// followed by one or more data elements".
//
//   header    116 bytes of text, 8 bytes that do not matter here, uint16 version 0x0100, then 'IM': little-endian
//   element   uint32 type, uint32 size, then `size` bytes of data, padded to a multiple of 8 if not compressed
//   or small  uint16 type, uint16 size (1 to 4), then the data in 4 bytes
//
// At the top, an element is an array (type 14) or a zlib stream that holds one (type 15). An array's data
// are elements again: flags, dimensions (int32 each), name, values. Values lie column-major: the first index
// runs fastest. Their type, 2 for uint8, may be narrower than the class in the flags.

const HEADER_SIZE = 128;
const VERSION = 0x0100;
const LITTLE_ENDIAN = 'IM';
const INT8 = 1;
const UINT8 = 2;
const INT32 = 5;
const MATRIX = 14;
const COMPRESSED = 15;

/** A named array of bytes in a MAT-file. */
export interface ByteArray {
  readonly dimensions: readonly number[];
  /** `values: [dimensions…]`, column-major. */
  readonly values: Uint8Array;
}

/**
 * The arrays of uint8 values in a Level 5 MAT-file, by name; other variables are passed over. `where` names the
 * file in errors. Throws UserError if the file is cut, damaged, of another kind, or unpacks to more than `unpackedLimit`.
 */
export function parseMatFile(bytes: Uint8Array, where: string): Map<string, ByteArray> {
  requireHeader(bytes, where);
  const arrays = new Map<string, ByteArray>();
  let room = unpackedLimit(bytes.length);
  try {
    for (const element of elements(bytes.subarray(HEADER_SIZE))) {
      const matrix = element.type === COMPRESSED ? unpacked(element.data, room) : element;
      if (element.type === COMPRESSED) room -= matrix?.data.length ?? 0;
      if (matrix?.type === MATRIX) addArray(arrays, matrix.data);
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw notReadable(where, `a damaged file (${reason})`, { cause });
  }
  return arrays;
}

interface Element {
  readonly type: number;
  readonly data: Uint8Array;
}

/** The array in a zlib stream; what else it may hold is not unpacked. Its size is looked at before room is made for it. */
function unpacked(stream: Uint8Array, room: number): Element | undefined {
  const tag = tagAt(viewOf(inflateStart(stream)), 0);
  if (tag.type !== MATRIX) return undefined;
  const most = tag.start + tag.size;
  if (most > room) throw new RangeError(beyondLimit(most, room).join(', not '));
  return elements(inflate(stream, most)).next().value;
}

/** The elements one after the other; a file may have any number of empty ones, so they are never all in memory. */
function* elements(bytes: Uint8Array): Generator<Element, undefined> {
  const view = viewOf(bytes);
  for (let at = 0; at < bytes.length; ) {
    const { type, start, size, next } = tagAt(view, at);
    if (start + size > bytes.length) throw new RangeError('it ends within an array');
    yield { type, data: bytes.subarray(start, start + size) };
    at = next;
  }
}

function tagAt(view: DataView, at: number) {
  const word = view.getUint32(at, true);
  const smallSize = word >>> 16;
  if (smallSize > 4) throw new RangeError(`a small element of ${smallSize} bytes`);
  if (smallSize > 0) return { type: word & 0xffff, start: at + 4, size: smallSize, next: at + 8 };
  const size = view.getUint32(at + 4, true);
  const padding = word === COMPRESSED ? 0 : -size & 7;
  return { type: word, start: at + 8, size, next: at + 8 + size + padding };
}

/** Adds an array, if it is one of bytes. */
function addArray(arrays: Map<string, ByteArray>, matrix: Uint8Array): void {
  const parts = elements(matrix);
  const [flags, dimensions, name, values] = [parts.next(), parts.next(), parts.next(), parts.next()].map(
    ({ value }) => value,
  );
  if (flags === undefined || values?.type !== UINT8) return;
  if (dimensions?.type !== INT32 || name?.type !== INT8)
    throw new RangeError('an array without dimensions or name');
  const sizes = int32s(dimensions.data);
  if (sizes.some((size) => size < 0) || sizes.reduce((a, b) => a * b, 1) !== values.data.length)
    throw new RangeError(`an array of ${sizes.slice(0, 8).join(' x ')} has ${values.data.length} values`);
  arrays.set(new TextDecoder('latin1').decode(name.data), { dimensions: sizes, values: values.data });
}

function int32s(data: Uint8Array): number[] {
  const view = viewOf(data);
  if (data.length > 4 * 32) throw new RangeError(`${data.length / 4} dimensions`);
  return Array.from({ length: data.length / 4 }, (_, i) => view.getInt32(4 * i, true));
}

function requireHeader(bytes: Uint8Array, where: string): void {
  if (bytes.length < HEADER_SIZE) throw notReadable(where, `${bytes.length} bytes`);
  const version = viewOf(bytes).getUint16(124, true);
  const order = new TextDecoder('latin1').decode(bytes.subarray(126, 128));
  if (version === VERSION && order === LITTLE_ENDIAN) return;
  throw notReadable(where, 'another kind of file');
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function notReadable(where: string, given: string, options?: ErrorOptions): UserError {
  const expected = 'a whole MATLAB Level 5 MAT-file, little-endian';
  const remedy = 'Delete it and get it again.';
  return new UserError({ where, given, expected, remedy }, options);
}
