import { constants, crc32 as crcOf, inflateRawSync, inflateSync } from 'node:zlib';

/** What a zlib stream holds; a RangeError where that is more than `most` bytes. Throws on a damaged stream. */
export function inflate(bytes: Uint8Array, most: number = 2 ** 31 - 1): Uint8Array {
  return inflateSync(bytes, { chunkSize: 1 << 20, maxOutputLength: most });
}

/** What a bare deflate stream holds, into one array of at most `size` bytes. Throws on a damaged or longer stream. */
export function inflateRaw(bytes: Uint8Array, size: number): Uint8Array {
  return inflateRawSync(bytes, { chunkSize: Math.max(64, size), maxOutputLength: Math.max(64, size) });
}

/** CRC-32 (IEEE 802.3) of the bytes, after those that gave `before`. */
export function crc32(bytes: Uint8Array, before = 0): number {
  return crcOf(bytes, before);
}

/** The beginning of what a zlib stream holds, at least 8 bytes where it has them. Throws on a damaged stream. */
export function inflateStart(bytes: Uint8Array): Uint8Array {
  return inflateSync(bytes.subarray(0, 1024), { finishFlush: constants.Z_SYNC_FLUSH });
}
