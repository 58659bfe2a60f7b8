import type { Refusal } from '../../errors';
import { crc32, inflateRaw } from '../../machine';
import type { Source } from './limits';

// PKWARE's .ZIP format, as far as NumPy and PyTorch write it. At the end of the file lies a record that says where the
// directory is; an entry of the directory says where a member is, how long, how compressed, and its CRC-32. Sizes that 4 bytes
// cannot hold stand in a "zip64" field of their own. Own code, because fflate checks no CRC-32, wants the whole file in memory,
// and makes room for whatever size an entry claims. Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

/** A file in a zip. */
export interface ZipMember {
  readonly name: string;
  /** Of its content. */
  readonly crc: number;
  /** Bytes in the zip, and unpacked. */
  readonly packed: number;
  readonly size: number;
  readonly deflated: boolean;
  /** Where its content begins in the zip. */
  readonly start: number;
}

const END = 0x06054b50;
const END_64_PLACE = 0x07064b50;
const END_64 = 0x06064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const ENCRYPTED = 1;
const DEFLATE = 8;
/** The end record and the longest comment behind it. */
const LONGEST_END = 22 + 65535;

/** The members of a zip, by its directory. Throws what `refuse` makes where that is damaged or members overlap. */
export async function zipMembers(file: Source, refuse: Refusal): Promise<ZipMember[]> {
  const { offset, size, count } = await directoryPlace(file, refuse);
  if (!(offset + size <= file.size)) throw noZip(refuse);
  const view = await viewOf(file, offset, size);
  const members: ZipMember[] = [];
  for (let at = 0; at < size; ) {
    if (at + 46 > size || view.getUint32(at, true) !== ENTRY) throw noZip(refuse);
    const length = 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true);
    if (at + length > size) throw noZip(refuse);
    members.push(await located(file, memberAt(view, at, refuse), refuse));
    at += length + view.getUint16(at + 32, true);
  }
  if (members.length !== count) throw noZip(refuse);
  if (members.reduce((sum, { packed }) => sum + packed, 0) > file.size)
    throw refuse('a zip whose members overlap', 'what numpy.savez writes');
  return members;
}

async function directoryPlace(file: Source, refuse: Refusal) {
  const length = Math.min(file.size, LONGEST_END);
  const tail = await viewOf(file, file.size - length, length);
  let end = length - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) end--;
  if (end < 0) throw noZip(refuse);
  const plain = {
    offset: tail.getUint32(end + 16, true),
    size: tail.getUint32(end + 12, true),
    count: tail.getUint16(end + 10, true),
  };
  const place = end - 20;
  if (place < 0 || tail.getUint32(place, true) !== END_64_PLACE) return plain;
  const large = bigAt(tail, place + 8);
  if (!(large + 56 <= file.size)) throw noZip(refuse);
  const record = await viewOf(file, large, 56);
  if (record.getUint32(0, true) !== END_64) throw noZip(refuse);
  return { offset: bigAt(record, 48), size: bigAt(record, 40), count: bigAt(record, 32) };
}

/** A member whose own header, in front of its content, has been found where the directory says, and names it so, too. */
async function located(file: Source, member: ZipMember, refuse: Refusal): Promise<ZipMember> {
  const { start: at, packed, name } = member;
  if (!(at + 30 <= file.size)) throw noZip(refuse);
  const local = await viewOf(file, at, 30);
  const [nameLength, extraLength] = [local.getUint16(26, true), local.getUint16(28, true)];
  const start = at + 30 + nameLength + extraLength;
  if (local.getUint32(0, true) !== LOCAL || !(start + packed <= file.size)) throw noZip(refuse);
  const found = new TextDecoder().decode(await viewOf(file, at + 30, nameLength));
  if (found !== name) throw refuse(`${found}, which the directory calls ${name}`, 'what numpy.savez writes');
  return { ...member, start };
}

/** A member as the directory has it; `start` is where its own header begins. */
function memberAt(view: DataView<ArrayBuffer>, at: number, refuse: Refusal): ZipMember {
  const nameLength = view.getUint16(at + 28, true);
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength));
  const method = view.getUint16(at + 10, true);
  if (view.getUint16(at + 8, true) & ENCRYPTED || (method !== 0 && method !== DEFLATE))
    throw refuse(`${name}, encrypted or compressed by method ${method}`, 'what numpy.savez writes');
  const [size, packed, place] = sizesAt(view, at, nameLength);
  const deflated = method === DEFLATE;
  if (!deflated && size !== packed) throw refuse(`${name}, stored with two sizes`, 'what numpy.savez writes');
  return { name, crc: view.getUint32(at + 16, true), packed, size, deflated, start: place };
}

/** Size, packed size and place of an entry; those of 0xffffffff stand, in this order, in the zip64 field. */
function sizesAt(view: DataView, at: number, nameLength: number): number[] {
  const plain = [24, 20, 42].map((field) => view.getUint32(at + field, true));
  let field = at + 46 + nameLength;
  const end = field + view.getUint16(at + 30, true);
  while (field + 4 <= end && view.getUint16(field, true) !== 1) field += 4 + view.getUint16(field + 2, true);
  let next = field + 4;
  return plain.map((value) => {
    if (value !== 0xffffffff || next + 8 > end) return value;
    next += 8;
    return bigAt(view, next - 8);
  });
}

/**
 * The content of a member, to be read once from its beginning to its end, and what is to be called then: it compares the
 * CRC-32. A stored member is read from the file in parts; a deflated one is unpacked into memory.
 */
export async function openMember(file: Source, member: ZipMember, refuse: Refusal) {
  const { start, size, deflated, crc } = member;
  const content = deflated ? await unpacked(file, member, refuse) : part(file, start, size);
  let [found, read] = [0, 0];
  const source: Source = {
    size,
    fill: async (offset, target) => {
      if (offset !== read || offset + target.length > size)
        throw refuse(`${size} bytes`, `${offset + target.length}, as the array's header says`);
      await content.fill(offset, target);
      found = crc32(target, found);
      read += target.length;
    },
  };
  const finish = () => {
    if (read !== size) throw refuse(`${size} bytes`, `${read}, as the array's header says`);
    if (found !== crc) throw refuse('bytes that are not what was written', `their CRC-32, ${hex(crc)}`);
  };
  return { source, finish };
}

async function unpacked(file: Source, { start, packed, size }: ZipMember, refuse: Refusal): Promise<Source> {
  const bytes = new Uint8Array(packed);
  await file.fill(start, bytes);
  try {
    const content = inflateRaw(bytes, size);
    if (content.length !== size) throw new RangeError(`${content.length} bytes instead of ${size}`);
    return {
      size,
      fill: async (offset, target) => target.set(content.subarray(offset, offset + target.length)),
    };
  } catch (cause) {
    throw refuse(`bytes that do not unpack (${(cause as Error).message})`, 'what numpy.savez writes', cause);
  }
}

function part(file: Source, start: number, size: number): Source {
  return { size, fill: (offset, target) => file.fill(start + offset, target) };
}

async function viewOf(file: Source, offset: number, length: number): Promise<DataView<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  await file.fill(offset, bytes);
  return new DataView(bytes.buffer);
}

function bigAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}

function noZip(refuse: Refusal): Error {
  return refuse('bytes that are no zip', 'what numpy.savez writes');
}
