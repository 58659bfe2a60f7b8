import { UserError } from '../../errors';
import { inflate } from '../../machine';

// MATLAB's Level 5 MAT-file, as far as arrays of bytes need it (MathWorks, "MAT-File Format"): "a 128-byte header
// followed by one or more data elements".
//
//   header    116 bytes of text, 8 bytes that do not matter here, uint16 version 0x0100, then 'IM': little-endian
//   element   uint32 type, uint32 size, then `size` bytes of data, padded to a multiple of 8 if not compressed
//   or small  uint16 type, uint16 size (1 to 4), then the data in 4 bytes
//
// At the top, an element is an array (type 14) or a zlib stream that holds one element (type 15). An array's data
// are elements again: flags, dimensions (int32 each), name, values. Values lie column-major: the first index
// runs fastest. Their type, 2 for uint8, may be narrower than the class in the flags.

const HEADER_SIZE = 128;
const VERSION = 0x0100;
const LITTLE_ENDIAN = 'IM';
const UINT8 = 2;
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
 * file in errors. Throws UserError if the file is cut, damaged or of another kind.
 */
export function parseMatFile(bytes: Uint8Array, where: string): Map<string, ByteArray> {
  requireHeader(bytes, where);
  try {
    return new Map(elements(bytes.subarray(HEADER_SIZE)).flatMap(namedArray));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw notReadable(where, `a damaged file (${reason})`, { cause });
  }
}

interface Element {
  readonly type: number;
  readonly data: Uint8Array;
}

function elements(bytes: Uint8Array): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { type, start, size, next } = tagAt(bytes, at);
    if (start + size > bytes.length) throw new RangeError('it ends within an array');
    found.push({ type, data: bytes.subarray(start, start + size) });
    at = next;
  }
  return found;
}

function tagAt(bytes: Uint8Array, at: number) {
  const view = viewOf(bytes);
  const word = view.getUint32(at, true);
  const smallSize = word >>> 16;
  if (smallSize > 0) return { type: word & 0xffff, start: at + 4, size: smallSize, next: at + 8 };
  const size = view.getUint32(at + 4, true);
  const padding = word === COMPRESSED ? 0 : -size & 7;
  return { type: word, start: at + 8, size, next: at + 8 + size + padding };
}

/** One array of bytes, or none if the element is something else. */
function namedArray({ type, data }: Element): [name: string, array: ByteArray][] {
  if (type === COMPRESSED) return elements(inflate(data)).flatMap(namedArray);
  if (type !== MATRIX) return [];
  const [, dimensions, name, values] = elements(data);
  if (values?.type !== UINT8) return [];
  const sizes = int32s(dimensions.data);
  if (sizes.reduce((product, size) => product * size, 1) !== values.data.length)
    throw new RangeError(`an array of ${sizes.join(' x ')} has ${values.data.length} values`);
  return [[latin1(name.data), { dimensions: sizes, values: values.data }]];
}

function int32s(data: Uint8Array): number[] {
  return Array.from({ length: data.length / 4 }, (_, i) => viewOf(data).getInt32(4 * i, true));
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function requireHeader(bytes: Uint8Array, where: string): void {
  if (bytes.length < HEADER_SIZE) throw notReadable(where, `${bytes.length} bytes`);
  const version = viewOf(bytes).getUint16(124, true);
  const order = latin1(bytes.subarray(126, 128));
  if (version === VERSION && order === LITTLE_ENDIAN) return;
  throw notReadable(where, 'another kind of file');
}

function notReadable(where: string, given: string, options?: ErrorOptions): UserError {
  const expected = 'a whole MATLAB Level 5 MAT-file, little-endian';
  const remedy = 'Delete it and get it again.';
  return new UserError({ where, given, expected, remedy }, options);
}
