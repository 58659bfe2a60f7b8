// LZ4's frame format, which Arrow compresses with: a magic number, a descriptor, then blocks, each with its size in front,
// until a size of 0. A block is a sequence of (literals, match): a token with both lengths, the literals, how far back the
// match lies. Own code, bounded by input and output: hyparquet-compressors, which
// is here already, has neither frames nor linked blocks.
// Source: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md

const MAGIC = 0x184d2204;
const STORED = 0x80000000;

/** What an LZ4 frame of `size` bytes holds. Throws a RangeError on a damaged one. */
export function unpackLz4Frame(bytes: Uint8Array, size: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint8(4);
  if (view.getUint32(0, true) !== MAGIC || flags >> 6 !== 1 || flags & 1)
    throw new RangeError('no LZ4 frame');
  let at = 7 + (flags & 8 ? 8 : 0);
  const checksum = flags & 16 ? 4 : 0;
  const target = new Uint8Array(size);
  let filled = 0;
  for (let head = view.getUint32(at, true); head !== 0; head = view.getUint32(at, true)) {
    const length = head & ~STORED;
    if (length < 0 || at + 4 + length > bytes.length) throw new RangeError('an LZ4 block beyond the end');
    const block = bytes.subarray(at + 4, at + 4 + length);
    if (head & STORED) target.set(block, filled);
    filled = head & STORED ? filled + length : unpackBlock(block, target, filled);
    at += 4 + length + checksum;
  }
  if (filled !== size) throw new RangeError(`${filled} bytes in an LZ4 frame of ${size}`);
  return target;
}

/** Unpacks a block behind the `filled` first bytes of `target`; how many are filled then. */
function unpackBlock(block: Uint8Array, target: Uint8Array, filled: number): number {
  let [at, to] = [0, filled];
  const more = (length: number): number => {
    let [sum, byte] = [length, length === 15 ? 255 : 0];
    while (byte === 255) {
      byte = block[at++];
      sum += byte;
    }
    return sum;
  };
  while (at < block.length) {
    const token = block[at++];
    const literals = more(token >> 4);
    if (!(at + literals <= block.length)) throw new RangeError('LZ4 literals beyond the end');
    target.set(block.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    if (at === block.length) break;
    const back = block[at] | (block[at + 1] << 8);
    at += 2;
    const length = more(token & 15) + 4;
    if (back === 0 || back > to || !(to + length <= target.length))
      throw new RangeError('an LZ4 match beyond the end');
    for (let k = 0; k < length; k++, to++) target[to] = target[to - back];
  }
  return to;
}
