import type { FileMetaData } from 'hyparquet';
import { parquetSchema } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';
import type { ColumnMetaData, Compressors, DecodedArray } from 'hyparquet/src/types.js';
import { compressors as all, decompressZstd } from 'hyparquet-compressors';
import { crc32 } from '../../machine';
import type { ReadArray, Refusal } from './arrays';
import { beyondLimit, type Source, unpackedLimit } from './limits';
import { dictionaryOf, type PageColumn, valuesOf } from './parquet-page';

/** What hyparquet brings, but Zstandard into the room that the page says, and no other. */
const compressors: Compressors = {
  ...all,
  ZSTD: (bytes, size) => decompressZstd(bytes, new Uint8Array(size)),
};

/** Whether a column of values, by its path, is meant. */
export type IsOwn = (path: readonly string[]) => boolean;

/** A column of a Parquet file, to be read once. */
export class ParquetColumn {
  /** Values so far, of as many as the file claims. */
  private n = 0;
  private readonly claimed: number;
  private readonly numbers: Float32Array;
  private readonly texts: string[] = [];
  /** Null where bytes are not asked for. */
  private blobs: Uint8Array[] | null = null;
  /** Length of a list. */
  private width = 0;

  constructor(
    private readonly isOwn: IsOwn,
    private readonly file: Source,
    private readonly metadata: FileMetaData,
    private readonly spent: { bytes: number },
    private readonly refuse: Refusal,
  ) {
    this.claimed = this.chunks().reduce((sum, { num_values }) => sum + Number(num_values), 0);
    this.spend(4 * this.claimed);
    this.numbers = new Float32Array(this.claimed);
  }

  async readBytes(): Promise<readonly Uint8Array[]> {
    this.blobs = [];
    await this.readAll();
    if (this.blobs.length !== this.n) throw this.refuse('values of another kind', 'bytes');
    return this.blobs;
  }

  private async readAll(): Promise<void> {
    for (const chunk of this.chunks()) await this.readChunk(chunk);
    if (this.n !== this.claimed) throw new RangeError(`${this.n} values of ${this.claimed}`);
  }

  async read(): Promise<ReadArray> {
    await this.readAll();
    const rows = Number(this.metadata.num_rows);
    if (this.texts.length > 0) return { shape: [rows], text: this.texts };
    const width = this.width || this.n;
    if (this.width === 0 && this.lists()) this.width = width;
    if (!this.lists()) return { shape: [this.n], data: this.numbers };
    if (this.n !== rows * this.width) throw this.refuse('lists of unequal length', 'lists of one length');
    return { shape: [rows, this.width], data: this.numbers };
  }

  private chunks(): ColumnMetaData[] {
    const chunks = this.metadata.row_groups.map(({ columns }) => {
      const own = columns.filter(({ meta_data }) => meta_data && this.isOwn(meta_data.path_in_schema));
      if (own.length !== 1)
        throw this.refuse(`${own.length} columns`, 'a column of numbers, lists of numbers or text');
      return own[0].meta_data!;
    });
    return chunks;
  }

  private lists(): boolean {
    return this.column(this.chunks()[0]).maxRepetition === 1;
  }

  private column(chunk: ColumnMetaData): PageColumn {
    const schemaPath = getTreePath(parquetSchema(this.metadata), chunk.path_in_schema);
    const { element } = schemaPath[schemaPath.length - 1];
    const parts = {
      pathInSchema: chunk.path_in_schema,
      schemaPath,
      element,
      compressors,
      parsers: DEFAULT_PARSERS,
      utf8: this.blobs === null,
    };
    if (!chunk.type || !chunk.codec) throw new RangeError('a column of unknown type or compression');
    const maxRepetition = getMaxRepetitionLevel(schemaPath);
    if (maxRepetition > 1) throw this.refuse('lists of lists', 'lists of numbers');
    return {
      decoder: { ...chunk, ...parts },
      maxRepetition,
      maxDefinition: getMaxDefinitionLevel(schemaPath),
    };
  }

  private async readChunk(chunk: ColumnMetaData): Promise<void> {
    const starts = [chunk.dictionary_page_offset, chunk.data_page_offset].map((at) => Number(at ?? 0));
    const start = Math.min(...starts.filter((at) => at > 0));
    const length = Number(chunk.total_compressed_size);
    if (!(start >= 0 && length >= 0 && start + length <= this.file.size))
      throw new RangeError(`a column at ${start}`);
    const bytes = new Uint8Array(length);
    await this.file.fill(start, bytes);
    const column = this.column(chunk);
    const end = this.n + Number(chunk.num_values);
    const reader = { view: new DataView(bytes.buffer), offset: 0 };
    let dictionary: DecodedArray | undefined;
    while (this.n < end) {
      const header = parquetHeader(reader);
      const at = reader.offset;
      const page = bytes.subarray(at, at + header.compressed_page_size);
      if (!(header.compressed_page_size >= 0 && at + header.compressed_page_size <= length))
        throw new RangeError(`a page of ${header.compressed_page_size ?? 'no'} bytes at ${start + at}`);
      if (header.crc !== undefined && (header.crc ?? 0) >>> 0 !== crc32(page))
        throw this.refuse(
          `a page at ${start + at} that is not what was written`,
          `its CRC-32, ${header.crc >>> 0}`,
        );
      reader.offset += page.length;
      if (!(header.uncompressed_page_size >= 0)) throw new RangeError('a page of no size');
      this.allow(header.uncompressed_page_size);
      const count = (header.data_page_header ?? header.data_page_header_v2)?.num_values;
      if (header.type === 'DICTIONARY_PAGE') dictionary = dictionaryOf(page, header, column);
      else if (count === undefined) continue;
      else {
        if (!(count > 0 && this.n + count <= end)) throw new RangeError(`${count} values in a page`);
        const { values, repetition, gaps } = valuesOf(page, header, column, dictionary);
        if (gaps > 0) throw this.refuse('gaps', 'a value in every row');
        if (repetition) this.checkRows(repetition);
        this.take(values);
      }
    }
  }

  /** Rows begin where the level is 0: at every `width`-th value. */
  private checkRows(repetition: Int32Array): void {
    for (let k = 0; k < repetition.length; k++) {
      const at = this.n + k;
      if (this.width === 0 && at > 0 && repetition[k] === 0) this.width = at;
      const begins = at === 0 || (this.width > 0 && at % this.width === 0);
      if (begins !== (repetition[k] === 0))
        throw this.refuse(
          `[${Math.floor(at / this.width)}] of another length than ${this.width}`,
          'lists of one length',
        );
    }
  }

  private take(values: DecodedArray): void {
    if (typeof values[0] === 'string') this.spend(40 * values.length);
    for (let k = 0; k < values.length; k++) {
      const value: unknown = values[k];
      if (typeof value === 'string') this.texts.push(value);
      else if (typeof value === 'number') this.numbers[this.n + k] = value;
      else if (this.blobs && value instanceof Uint8Array) this.blobs.push(value);
      else if (typeof value === 'bigint' || typeof value === 'boolean')
        this.numbers[this.n + k] = Number(value);
      else throw this.refuse(`[${this.n + k}] of another kind`, 'numbers or text');
    }
    this.n += values.length;
  }

  private spend(bytes: number): void {
    this.spent.bytes += bytes;
    this.allow(0);
  }

  /** Room for some bytes that are needed for a moment. */
  private allow(bytes: number): void {
    const [limit, wanted] = [unpackedLimit(this.file.size), this.spent.bytes + bytes];
    if (!(wanted <= limit)) throw this.refuse(...beyondLimit(wanted, limit));
  }
}
