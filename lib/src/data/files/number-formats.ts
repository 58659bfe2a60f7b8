import { halvesToFloats } from '../../half';
import type { Source } from './limits';

/** Kinds of numbers in files, little-endian: how wide each is, and the bytes of some as float32. */
export interface NumberFormat {
  /** Bytes of a number. */
  readonly width: number;
  floats(bytes: Uint8Array<ArrayBuffer>): Float32Array;
}

type View<T> = new (buffer: ArrayBuffer, offset: number, length: number) => T;

function view<T>(View: View<T>, bytes: Uint8Array<ArrayBuffer>, width: number): T {
  return new View(bytes.buffer, bytes.byteOffset, bytes.length / width);
}

function numbers(View: View<ArrayLike<number>>, width: number): NumberFormat {
  return { width, floats: (bytes) => Float32Array.from(view(View, bytes, width)) };
}

function whole(View: View<ArrayLike<bigint>>): NumberFormat {
  return { width: 8, floats: (bytes) => Float32Array.from(view(View, bytes, 8), Number) };
}

/** The formats by the names that NumPy gives them; `bf` is the upper half of a float32. */
export const NUMBER_FORMATS = {
  f2: { width: 2, floats: (bytes) => halvesToFloats(view(Uint16Array, bytes, 2)) },
  bf: {
    width: 2,
    floats: (bytes) =>
      new Float32Array(Uint32Array.from(view(Uint16Array, bytes, 2), (bits) => bits << 16).buffer),
  },
  f4: { width: 4, floats: (bytes) => view<Float32Array>(Float32Array, bytes, 4) },
  f8: numbers(Float64Array, 8),
  b1: numbers(Uint8Array, 1),
  i1: numbers(Int8Array, 1),
  i2: numbers(Int16Array, 2),
  i4: numbers(Int32Array, 4),
  i8: whole(BigInt64Array),
  u1: numbers(Uint8Array, 1),
  u2: numbers(Uint16Array, 2),
  u4: numbers(Uint32Array, 4),
  u8: whole(BigUint64Array),
} as const satisfies Readonly<Record<string, NumberFormat>>;

/** Numbers converted at a time, so that a file and its float32 are never in memory together. */
const AT_ONCE = 1 << 18;

/** The bytes of each value turned round, in their place: of big-endian values little-endian ones. */
export function turnBytes(bytes: Uint8Array, width: number): void {
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
}

/** `n` numbers of a file from `offset` on, as float32; float32 itself is read in its place, without a copy. */
export async function readFloats(
  file: Source,
  offset: number,
  n: number,
  { width, floats }: NumberFormat,
  bigEndian = false,
): Promise<Float32Array> {
  const values = new Float32Array(n);
  if (width === 4 && floats === NUMBER_FORMATS.f4.floats) {
    await file.fill(offset, new Uint8Array(values.buffer));
    if (bigEndian) turnBytes(new Uint8Array(values.buffer), 4);
    return values;
  }
  for (let at = 0; at < n; at += AT_ONCE) {
    const bytes = new Uint8Array(Math.min(AT_ONCE, n - at) * width);
    await file.fill(offset + at * width, bytes);
    if (bigEndian) turnBytes(bytes, width);
    values.set(floats(bytes), at);
  }
  return values;
}
