import { halvesToFloats } from '../../half';
import type { HostTensor } from '../../model/weights';
import type { Refusal } from './arrays';

/** The start of the bytes, `\x93NUMPY`. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Reads the values of each kind of array; little-endian, one byte or, for a flag, whole bytes. */
const KINDS: Readonly<Record<string, (buffer: ArrayBuffer) => Float32Array>> = {
  f2: (buffer) => halvesToFloats(new Uint16Array(buffer)),
  f4: (buffer) => new Float32Array(buffer),
  f8: (buffer) => Float32Array.from(new Float64Array(buffer)),
  i1: (buffer) => Float32Array.from(new Int8Array(buffer)),
  i2: (buffer) => Float32Array.from(new Int16Array(buffer)),
  i4: (buffer) => Float32Array.from(new Int32Array(buffer)),
  i8: (buffer) => Float32Array.from(new BigInt64Array(buffer), Number),
  u1: (buffer) => Float32Array.from(new Uint8Array(buffer)),
  u2: (buffer) => Float32Array.from(new Uint16Array(buffer)),
  u4: (buffer) => Float32Array.from(new Uint32Array(buffer)),
  u8: (buffer) => Float32Array.from(new BigUint64Array(buffer), Number),
};

/**
 * One NumPy array as float32, from the format of `numpy.save`:
 *
 *     6 bytes  \x93NUMPY
 *     2 bytes  version, major and minor
 *     N length of the header, little-endian: 2 bytes in version 1, else 4
 *     N bytes  a Python dict: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 64), }
 *     rest     the values, row-major unless fortran_order
 *
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function parseNpy(bytes: Uint8Array, refuse: Refusal): HostTensor {
  if (!MAGIC.every((byte, k) => bytes[k] === byte))
    throw refuse('bytes that are no .npy', 'an array of NumPy');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [start, length] = bytes[6] === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  const header = new TextDecoder('latin1').decode(bytes.subarray(start, start + length));
  const [, kind] = /'descr': *'[<|=]([fiu]\d)'/.exec(header) ?? [];
  const [, dimensions] = /'shape': *\(([^)]*)\)/.exec(header) ?? [];
  if (!(kind in KINDS) || dimensions === undefined)
    throw refuse(`an array with the header ${header.trim()}`, 'floats or integers, little-endian');
  const shape = dimensions
    .split(',')
    .filter((size) => size.trim())
    .map(Number);
  // Copied, because an array may start anywhere in the file and typed arrays may not.
  const { buffer } = Uint8Array.from(bytes.subarray(start + length));
  const data = KINDS[kind](buffer);
  return { shape, data: header.includes("'fortran_order': True") ? rowMajor(data, shape, refuse) : data };
}

function rowMajor(data: Float32Array, shape: readonly number[], refuse: Refusal): Float32Array {
  if (shape.length < 2) return data;
  if (shape.length > 2) throw refuse(`an array of ${shape.length} axes in Fortran order`, 'at most two axes');
  const [rows, columns] = shape;
  return data.map((_, k) => data[(k % columns) * rows + Math.floor(k / columns)]);
}
