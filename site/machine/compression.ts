import { Inflate, inflateSync, Unzlib } from 'fflate';

export function inflate(bytes: Uint8Array, most: number = 2 ** 31 - 1): Uint8Array {
  return whole((take) => new Unzlib(take), bytes, most);
}

export function inflateRaw(bytes: Uint8Array, size: number): Uint8Array {
  return whole((take) => new Inflate(take), bytes, Math.max(64, size));
}

type Taker = (chunk: Uint8Array) => void;

function whole(start: (take: Taker) => Inflate | Unzlib, bytes: Uint8Array, most: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = start((chunk) => {
    size += chunk.length;
    if (size > most) throw new RangeError(`more than ${most} bytes`);
    parts.push(chunk);
  });
  for (let from = 0; from < bytes.length; from += PIECE)
    stream.push(bytes.subarray(from, from + PIECE), from + PIECE >= bytes.length);
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Bytes that are unpacked at once, so that a bomb is noticed early. */
const PIECE = 1 << 16;

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

export function inflateStart(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const stream = new Unzlib((chunk) => parts.push(chunk));
  stream.push(bytes.subarray(0, 1024), bytes.length <= 1024);
  return parts[0] ?? inflateSync(new Uint8Array(0));
}
