import { decompressZstd } from 'hyparquet-compressors';
import type { Refusal } from '../../data/files/arrays';
import { beyondLimit, type Source, unpackedLimit } from '../../data/files/limits';
import { type ArrowBatch, type ArrowContent, type ArrowField, bytesAt } from './arrow-file';
import { unpackLz4Frame } from './lz4';

/** How many buffers a column of a type has, not counting those of its children. All other types have 2: validity and values. */
const BUFFERS: Readonly<Record<number, number>> = {
  1: 0,
  4: 3,
  5: 3,
  12: 2,
  13: 1,
  14: 1,
  16: 1,
  17: 2,
  19: 3,
  20: 3,
  21: 2,
  22: 0,
  25: 3,
  26: 3,
};
const UNION = 14;
const VIEWS = [23, 24];
const CODECS = [
  unpackLz4Frame,
  (bytes: Uint8Array, size: number) => decompressZstd(bytes, new Uint8Array(size)),
];
/** Bytes in front of a compressed buffer that hold its unpacked size; -1 there: it is not compressed after all. */
const PREFIX = 8;

/** A column in one batch: as many values as `length`, the buffers of the column without those of its children. */
export interface Piece {
  readonly length: number;
  readonly nulls: number;
  /** Validity first, where the type has one. */
  readonly buffers: readonly ArrowBuffer[];
  readonly children: readonly Piece[];
}

/** A buffer of a column: how many bytes it holds, and those bytes. */
export interface ArrowBuffer {
  readonly size: number;
  open(): Promise<Source>;
}

/** Takes columns out of the batches of a file, and keeps count of what that costs. */
export class ArrowBuffers {
  private readonly limit: number;
  private plain = 0;
  private unpacked = 0;

  constructor(
    private readonly file: Source,
    private readonly content: ArrowContent,
    private readonly refuse: Refusal,
  ) {
    this.limit = unpackedLimit(file.size);
  }

  /** The column of a batch of rows that is field `wanted` of the file. */
  rows(batch: ArrowBatch, wanted: ArrowField): Promise<Piece> {
    return this.find(batch, this.content.fields, wanted);
  }

  /** The values of a dictionary, of the type of `field`. */
  values(batch: ArrowBatch, field: ArrowField): Promise<Piece> {
    const values = { ...field, dictionary: null };
    return this.find(batch, [values], values);
  }

  /** Notes bytes that come to lie in memory beside those of the file. */
  spend(bytes: number): void {
    this.unpacked += bytes;
    if (!(this.unpacked <= this.limit)) throw this.refuse(...beyondLimit(this.unpacked, this.limit));
  }

  private async find(batch: ArrowBatch, fields: readonly ArrowField[], wanted: ArrowField): Promise<Piece> {
    const [nodes, buffers] = [batch.table.structs(6, 2), batch.table.structs(8, 2)];
    const variadic = batch.table.structs(12, 1);
    const at = { node: 0, buffer: 0, variadic: 0 };
    const pieceOf = async (field: ArrowField, keep: boolean): Promise<Piece> => {
      const [length, nulls] = nodes.at(at.node++);
      const plain = field.dictionary !== null;
      let count = plain ? 2 : (BUFFERS[field.type] ?? 2);
      if (!plain && field.type === UNION) count += field.details?.short(4) ?? 0;
      if (!plain && VIEWS.includes(field.type)) count += variadic.at(at.variadic++)[0];
      const own: ArrowBuffer[] = [];
      for (let k = 0; k < count && keep; k++) own.push(await this.buffer(batch, buffers.at(at.buffer + k)));
      at.buffer += count;
      const children: Piece[] = [];
      for (const child of plain ? [] : field.children) children.push(await pieceOf(child, keep));
      return { length, nulls, buffers: own, children };
    };
    for (const field of fields) {
      const piece = await pieceOf(field, field === wanted);
      if (field === wanted) return piece;
    }
    throw new RangeError(`no column ${wanted.name} in a batch`);
  }

  private async buffer(batch: ArrowBatch, [offset, length]: number[]): Promise<ArrowBuffer> {
    if (offset + length > batch.bodyLength) throw new RangeError(`a buffer of ${length} bytes at ${offset}`);
    this.plain += length;
    if (this.plain > 2 * this.file.size) throw new RangeError('buffers that overlap');
    const start = batch.body + offset;
    const codec = batch.table.table(10);
    if (!codec || length === 0) return this.stored(start, length);
    if (length < PREFIX) throw new RangeError(`a compressed buffer of ${length} bytes`);
    const prefix = await bytesAt(this.file, start, PREFIX);
    const size = Number(new DataView(prefix.buffer).getBigInt64(0, true));
    if (size === -1) return this.stored(start + PREFIX, length - PREFIX);
    if (!(size >= 0)) throw new RangeError(`a compressed buffer of ${size} bytes`);
    const unpack = CODECS[codec.byte(4)];
    if (!unpack || codec.byte(6) !== 0) throw new RangeError(`compression ${codec.byte(4)}`);
    const open = async () => {
      this.spend(size);
      const bytes = unpack(await bytesAt(this.file, start + PREFIX, length - PREFIX), size);
      if (bytes.length !== size) throw new RangeError(`${bytes.length} bytes instead of ${size}`);
      return memory(bytes);
    };
    return { size, open };
  }

  private stored(start: number, size: number): ArrowBuffer {
    const part: Source = { size, fill: (offset, target) => this.file.fill(start + offset, target) };
    return { size, open: async () => part };
  }
}

/** Bytes in memory as a source. */
function memory(bytes: Uint8Array): Source {
  return {
    size: bytes.length,
    fill: async (at, target) => target.set(bytes.subarray(at, at + target.length)),
  };
}
