import { deflateSync, inflateSync } from 'node:zlib';

/** What a zlib stream holds; a RangeError where that is more than `most` bytes. Throws on a damaged stream. */
export function inflate(bytes: Uint8Array, most: number = 2 ** 31 - 1): Uint8Array {
  return inflateSync(bytes, { chunkSize: 1 << 20, maxOutputLength: most });
}

/** The bytes as a zlib stream, as small as it gets. */
export function zlib(bytes: Uint8Array): Uint8Array {
  return deflateSync(bytes, { level: 9 });
}
