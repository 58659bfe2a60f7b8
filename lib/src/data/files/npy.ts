import type { ReadArray, Refusal } from './arrays';
import type { Source } from './limits';
import { NUMBER_FORMATS, readFloats, turnBytes } from './number-formats';

/** The start of the bytes, `\x93NUMPY`. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** The longest header; NumPy itself stops at 10,000 characters. */
const LONGEST_HEADER = 1 << 16;

/** Bytes, row-major. */
export interface NpyBytes {
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** How an array lies in its file. */
interface Layout {
  /** `f4`, `U5`: kind and size as NumPy has them. */
  readonly kind: string;
  readonly shape: readonly number[];
  readonly fortran: boolean;
  readonly bigEndian: boolean;
  /** Where the values begin. */
  readonly start: number;
}

/**
 * One NumPy array, from the format of `numpy.save`:
 *
 *     6 bytes  \x93NUMPY
 *     2 bytes  version, major and minor
 *     N length of the header, little-endian: 2 bytes in version 1, else 4
 *     N bytes  a Python dict: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 64), }
 *     rest     the values, row-major unless fortran_order
 *
 * Own code: npyjs 1.2 neither compares the shape with the bytes nor reads a file in parts.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export async function readNpy(file: Source, limit: number, refuse: Refusal): Promise<ReadArray> {
  const layout = await layoutOf(file, refuse);
  const { kind, shape, fortran, start, bigEndian } = layout;
  const n = shape.reduce((product, size) => product * size, 1);
  if (kind[0] === 'U' || kind[0] === 'S')
    return { shape, text: await readTexts(file, n, layout, limit, refuse) };
  const format = NUMBER_FORMATS[kind as keyof typeof NUMBER_FORMATS];
  const data = await readFloats(file, start, n, format, bigEndian);
  return { shape: [...shape], data: fortran ? rowMajor(data, shape, refuse) : data };
}

/** An array of `uint8` as its bytes, not as float32: a quarter of the memory. */
export async function readNpyBytes(file: Source, _limit: number, refuse: Refusal): Promise<NpyBytes> {
  const { kind, shape, fortran, start } = await layoutOf(file, refuse);
  if (kind !== 'u1')
    throw refuse(`numbers of the kind ${kind}`, 'bytes from 0 to 255 (astype("uint8") in NumPy)');
  if (fortran) throw refuse('bytes in Fortran order', 'row-major ones (numpy.ascontiguousarray)');
  const bytes = new Uint8Array(file.size - start);
  await file.fill(start, bytes);
  return { shape, bytes };
}

/** Where the values lie; there are as many bytes as they need. */
async function layoutOf(file: Source, refuse: Refusal): Promise<Layout> {
  const isNot = () => refuse('bytes that are no .npy', 'an array of NumPy');
  if (file.size < 12) throw isNot();
  const [first, second] = [new Uint8Array(10), new Uint8Array(2)];
  await file.fill(0, first);
  if (!MAGIC.every((byte, k) => first[k] === byte)) throw isNot();
  const short = first[6] === 1;
  if (!short) await file.fill(10, second);
  const [start, length] = short
    ? [10, first[8] + 256 * first[9]]
    : [12, first[8] + 256 * first[9] + 65536 * second[0] + 2 ** 24 * second[1]];
  if (start + length > file.size || length > LONGEST_HEADER) throw isNot();
  const text = new Uint8Array(length);
  await file.fill(start, text);
  const description = described(new TextDecoder('latin1').decode(text), refuse);
  const { kind, shape } = description;
  const n = shape.reduce((product, size) => product * size, 1);
  const [width, left] = [Number(kind.slice(1)) * (kind[0] === 'U' ? 4 : 1), file.size - start - length];
  if (n * width !== left)
    throw refuse(`${left} bytes of values`, `${n * width}, as [${shape}] of ${kind} needs`);
  return { ...description, start: start + length };
}

const DESCRIPTION =
  /^\{'descr': *'([<|=>])(?:([biufSU]\d{1,6}))', *'fortran_order': *(True|False), *'shape': *\(((?:\d+(?:, *\d+)*)?),?\), *\}\s*$/;

function described(header: string, refuse: Refusal): Omit<Layout, 'start'> {
  if (/'descr': *'\|O'/.test(header))
    throw refuse(
      'Python objects (dtype object)',
      'numbers or texts: astype(float) or astype(str), then save',
    );
  const [, order, kind, fortran, sizes] = DESCRIPTION.exec(header) ?? [];
  if (kind === undefined || !(kind in NUMBER_FORMATS || 'SU'.includes(kind[0])))
    throw refuse(
      `an array with the header ${header.trim().slice(0, 200)}`,
      'floats of at most 64 bits, integers or texts',
    );
  const shape = sizes === '' ? [] : sizes.split(',').map(Number);
  if (shape.length > 8 || !shape.every(Number.isSafeInteger))
    throw refuse(`an array of [${shape}]`, 'fewer values');
  return { kind, shape, fortran: fortran === 'True', bigEndian: order === '>' };
}

/** Texts of one width, padded with zeros: a code point in 4 bytes each (`U`), or bytes (`S`). */
async function readTexts(
  file: Source,
  n: number,
  { kind, start, bigEndian }: Layout,
  limit: number,
  refuse: Refusal,
): Promise<string[]> {
  const bytes = new Uint8Array(file.size - start);
  if (32 * n + bytes.length > limit) throw refuse(`${n} texts`, 'fewer');
  await file.fill(start, bytes);
  if (bigEndian && kind[0] === 'U') turnBytes(bytes, 4);
  const codes = kind[0] === 'U' ? new Uint32Array(bytes.buffer) : bytes;
  const width = n === 0 ? 0 : codes.length / n;
  return Array.from({ length: n }, (_, i) => {
    const row = Array.from(codes.subarray(i * width, (i + 1) * width));
    const end = row.findLastIndex((code) => code !== 0) + 1;
    if (row.some((code) => code > 0x10ffff)) throw refuse('text that is no Unicode', 'characters');
    return String.fromCodePoint(...row.slice(0, end));
  });
}

function rowMajor(data: Float32Array, shape: readonly number[], refuse: Refusal): Float32Array {
  if (shape.length < 2) return data;
  if (shape.length > 2) throw refuse(`an array of ${shape.length} axes in Fortran order`, 'at most two axes');
  const [rows, columns] = shape;
  return data.map((_, k) => data[(k % columns) * rows + Math.floor(k / columns)]);
}
