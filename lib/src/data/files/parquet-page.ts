import { convert } from 'hyparquet/src/convert.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { deltaBinaryUnpack, deltaByteArray, deltaLengthByteArray } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';
import type { ColumnDecoder, DecodedArray, PageHeader } from 'hyparquet/src/types.js';

// A page of a Parquet column: repetition levels (0 where a row begins), definition levels (lower than the highest where a
// value is missing), values. Levels and places in a dictionary are runs, whose lengths hyparquet does not compare with the
// page: a damaged one would fill the memory. Source: https://parquet.apache.org/docs/file-format/data-pages/encodings/

/** The pages of a column, as deep as lists of plain values go. */
export interface PageColumn {
  readonly decoder: ColumnDecoder;
  /** 1 for lists, else 0. */
  readonly maxRepetition: number;
  readonly maxDefinition: number;
}

/** Values of a page, one after the other, and where their rows begin. */
export interface PageValues {
  readonly values: DecodedArray;
  /** 0 where a row begins; null where every value is a row. */
  readonly repetition: Int32Array | null;
  /** Values that are missing. */
  readonly gaps: number;
}

/** The values of a dictionary page. */
export function dictionaryOf(bytes: Uint8Array, header: PageHeader, { decoder }: PageColumn): DecodedArray {
  const n = header.dictionary_page_header?.num_values ?? -1;
  const page = unpack(bytes, header.uncompressed_page_size, decoder);
  if (!(n >= 0 && n <= page.length)) throw new RangeError(`a dictionary of ${n} values`);
  return convert(readPlain(readerOf(page), decoder.type, n, decoder.element.type_length), decoder);
}

/** The values of a data page of either version. */
export function valuesOf(
  bytes: Uint8Array,
  header: PageHeader,
  column: PageColumn,
  dictionary: DecodedArray | undefined,
): PageValues {
  const { data_page_header: first, data_page_header_v2: second } = header;
  const n = (first ?? second)!.num_values;
  const page = first ? unpack(bytes, header.uncompressed_page_size, column.decoder) : bytes;
  const lengths = [second?.repetition_levels_byte_length, second?.definition_levels_byte_length];
  const levels: (Int32Array | null)[] = [];
  let at = 0;
  for (const [k, max] of [column.maxRepetition, column.maxDefinition].entries()) {
    const before = first && max > 0 ? 4 : 0;
    const length = max === 0 ? (lengths[k] ?? 0) : (lengths[k] ?? readerOf(page).view.getUint32(at, true));
    levels.push(max > 0 ? runs(within(page, at + before, length), 32 - Math.clz32(max), n) : null);
    at += before + length;
  }
  const [repetition, definition] = levels;
  const gaps = definition?.reduce((sum, level) => sum + (level < column.maxDefinition ? 1 : 0), 0) ?? 0;
  const rest = within(page, at, page.length - at);
  const packed = second && second.is_compressed !== false;
  const body = packed ? unpack(rest, header.uncompressed_page_size - at, column.decoder) : rest;
  return {
    values: decoded(body, (first ?? second)!.encoding, n - gaps, column.decoder, dictionary),
    repetition,
    gaps,
  };
}

function decoded(
  body: Uint8Array,
  encoding: string,
  n: number,
  decoder: ColumnDecoder,
  dictionary: DecodedArray | undefined,
): DecodedArray {
  const { type, element } = decoder;
  if (n === 0) return [];
  if (encoding === 'RLE_DICTIONARY' || encoding === 'PLAIN_DICTIONARY') {
    const known = dictionary ?? [];
    const places = runs(body.subarray(1), body[0], n);
    if (places.some((place) => !(place >= 0 && place < known.length)))
      throw new RangeError('no such dictionary value');
    return Array.from(places, (place) => known[place]);
  }
  if (encoding === 'RLE') return Array.from(runs(within(body, 4, body.length - 4), 1, n), Boolean);
  const reader = readerOf(body);
  if (encoding === 'PLAIN') {
    // Of all types, flags are the narrowest.
    if (n > 8 * body.length) throw new RangeError(`${n} values in ${body.length} bytes`);
    if (type !== 'BOOLEAN' && n > body.length) throw new RangeError(`${n} values in ${body.length} bytes`);
    return convert(readPlain(reader, type, n, element.type_length), decoder);
  }
  if (encoding === 'BYTE_STREAM_SPLIT') {
    if (n > body.length) throw new RangeError(`${n} values in ${body.length} bytes`);
    return convert(byteStreamSplit(reader, n, type, element.type_length), decoder);
  }
  const unpackDelta = { DELTA_LENGTH_BYTE_ARRAY: deltaLengthByteArray, DELTA_BYTE_ARRAY: deltaByteArray }[
    encoding
  ];
  if (encoding === 'DELTA_BINARY_PACKED') {
    const values = type === 'INT32' ? new Int32Array(n) : new BigInt64Array(n);
    deltaBinaryUnpack(reader, n, values);
    return convert(values, decoder);
  }
  if (!unpackDelta) throw new RangeError(`an unknown encoding, ${encoding ?? 'none'}`);
  const texts: Uint8Array[] = new Array(n);
  unpackDelta(reader, n, texts);
  return convert(texts, decoder);
}

/** `n` numbers of `width` bits from runs of one value (RLE) and of values side by side (bit-packed). */
function runs(bytes: Uint8Array, width: number, n: number): Int32Array {
  if (!(width >= 0 && width <= 24)) throw new RangeError(`numbers of ${width} bits`);
  const values = new Int32Array(n);
  let [at, seen] = [0, 0];
  const byte = () => {
    if (at >= bytes.length) throw new RangeError('runs beyond the end of a page');
    return bytes[at++];
  };
  while (width > 0 && seen < n) {
    let [head, shift] = [0, 0];
    for (let next = 0x80; next & 0x80; shift += 7) {
      next = byte();
      head += (next & 0x7f) * 2 ** shift;
      if (shift > 28) throw new RangeError('a run of no length');
    }
    const count = Math.min(n - seen, head % 2 ? Math.floor(head / 2) * 8 : head / 2);
    if (count === 0) throw new RangeError('a run of no values');
    if (head % 2 === 0) {
      let value = 0;
      for (let k = 0; k < width; k += 8) value |= byte() << k;
      values.fill(value, seen, seen + count);
    } else {
      let [bits, held] = [0, 0];
      for (let k = 0; k < count; k++) {
        for (; held < width; held += 8) bits |= byte() << held;
        values[seen + k] = bits & ((1 << width) - 1);
        bits >>>= width;
        held -= width;
      }
      // A run of eight is whole in the file, though fewer values may be wanted of it.
      at = Math.min(
        bytes.length,
        at + Math.floor((Math.floor(head / 2) * 8 * width) / 8) - Math.ceil((count * width) / 8),
      );
    }
    seen += count;
  }
  return values;
}

function unpack(bytes: Uint8Array, size: number, { codec, compressors }: ColumnDecoder): Uint8Array {
  return decompressPage(bytes, size, codec, compressors);
}

function within(bytes: Uint8Array, at: number, length: number): Uint8Array {
  if (!(at >= 0 && length >= 0 && at + length <= bytes.length))
    throw new RangeError('levels beyond the end of a page');
  return bytes.subarray(at, at + length);
}

function readerOf(bytes: Uint8Array) {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
}
