import { type NamedArrays, type ReadArray, type Refusal, refusalOf } from '../../data/files/arrays';
import type { Source } from '../../data/files/limits';
import { NUMBER_FORMATS, type NumberFormat, readFloats } from '../../data/files/number-formats';
import { ArrowBuffers, type Piece } from './arrow-buffers';
import { type ArrowContent, type ArrowField, readArrowFile } from './arrow-file';
import type { FlatTable } from './flatbuffer';

const INT = 2;
const FLOAT = 3;
const UTF8 = 5;
const BOOL = 6;
const LIST = 12;
const FIXED_SIZE_LIST = 16;
const LARGE_UTF8 = 20;
const LARGE_LIST = 21;

/** The columns of an Arrow IPC file or stream (Feather 2 is one), compressed or not: numbers, lists of numbers, text. */
export async function readArrow(file: Source, refuse: Refusal): Promise<NamedArrays> {
  const content = await readArrowFile(file, refuse);
  const buffers = new ArrowBuffers(file, content, refuse);
  const reader = (field: ArrowField) => () =>
    new Column(field, content, buffers, refusalOf(field.name, refuse)).read();
  return new Map(content.fields.map((field) => [field.name, reader(field)]));
}

class Column {
  constructor(
    private readonly field: ArrowField,
    private readonly content: ArrowContent,
    private readonly buffers: ArrowBuffers,
    private readonly refuse: Refusal,
  ) {}

  async read(): Promise<ReadArray> {
    const { batches } = this.content;
    const pieces: Piece[] = [];
    for (const batch of batches) {
      const piece = await this.buffers.rows(batch, this.field);
      if (piece.length !== batch.table.size(4)) throw new RangeError(`${piece.length} rows in a batch`);
      pieces.push(piece);
    }
    return this.values(this.field, pieces);
  }

  private async values(field: ArrowField, pieces: readonly Piece[]): Promise<ReadArray> {
    if (pieces.some(({ nulls }) => nulls > 0)) throw this.refuse('gaps', 'a value in every row');
    const n = pieces.reduce((sum, { length }) => sum + length, 0);
    if (field.dictionary) return this.looked(field, pieces);
    if (field.type === UTF8 || field.type === LARGE_UTF8)
      return { shape: [n], text: await this.texts(field, pieces) };
    if (field.type !== FIXED_SIZE_LIST && field.type !== LIST && field.type !== LARGE_LIST)
      return { shape: [n], data: await this.numbers(field, pieces, n) };
    const width =
      field.type === FIXED_SIZE_LIST ? (field.details?.int(4) ?? 0) : await this.listWidth(field, pieces);
    const inner = pieces.map(({ children: [child], length }) => {
      if (!child || child.nulls > 0) throw this.refuse('gaps in lists', 'a number in every place');
      if (child.length < length * width) throw new RangeError(`${child.length} values in ${length} lists`);
      return { ...child, length: length * width };
    });
    const child = field.children[0];
    if (!child.dictionary) return { shape: [n, width], data: await this.numbers(child, inner, n * width) };
    const known = await this.looked(child, inner);
    if ('data' in known) return { shape: [n, width], data: known.data };
    throw this.refuse('lists of texts', 'lists of numbers');
  }

  /** Numbers of one type, batch after batch. */
  private async numbers(field: ArrowField, pieces: readonly Piece[], n: number): Promise<Float32Array> {
    if (field.dictionary) throw this.refuse('a dictionary of numbers', 'plain numbers');
    const format = field.type === BOOL ? BITS : formatOf(field.type, field.details);
    if (!format) throw this.refuse(`values of Arrow's type ${field.type}`, 'numbers or text');
    const wanting = pieces.find(({ length, buffers }) => !(length * format.width <= (buffers[1]?.size ?? 0)));
    if (wanting) throw new RangeError(`${wanting.length} values in ${wanting.buffers[1]?.size} bytes`);
    if (format.width < 1) this.buffers.spend(4 * n);
    const data = new Float32Array(n);
    let at = 0;
    for (const { length, buffers } of pieces) {
      const source = await buffers[1].open();
      const read = format === BITS ? await bits(source, length) : await readFloats(source, 0, length, format);
      data.set(read, at);
      at += length;
    }
    return data;
  }

  /** The length that all lists have. */
  private async listWidth(
    { type, details: _, ...field }: ArrowField,
    pieces: readonly Piece[],
  ): Promise<number> {
    let width = -1;
    for (const { buffers, length } of pieces) {
      const offsets = await offsetsOf(buffers[1], length, type === LARGE_LIST);
      if (length > 0 && width < 0) width = offsets[1] - offsets[0];
      for (let i = 0; i <= length; i++)
        if (offsets[i] !== i * width)
          throw this.refuse(
            `${field.name}[${Math.max(0, i - 1)}] of another length than ${width}`,
            'lists of one length',
          );
    }
    return Math.max(0, width);
  }

  private async texts({ type }: ArrowField, pieces: readonly Piece[]): Promise<string[]> {
    const texts: string[] = [];
    for (const { buffers, length } of pieces) {
      const offsets = await offsetsOf(buffers[1], length, type === LARGE_UTF8);
      this.buffers.spend(32 * length + buffers[2].size);
      const bytes = new Uint8Array(buffers[2].size);
      await (await buffers[2].open()).fill(0, bytes);
      for (let i = 0; i < length; i++) {
        if (!(offsets[i] >= 0 && offsets[i] <= offsets[i + 1] && offsets[i + 1] <= bytes.length))
          throw new RangeError(`text ${i} from ${offsets[i]} to ${offsets[i + 1]}`);
        texts.push(new TextDecoder().decode(bytes.subarray(offsets[i], offsets[i + 1])));
      }
    }
    return texts;
  }

  /** The values of a dictionary that the indices stand for. */
  private async looked(field: ArrowField, pieces: readonly Piece[]): Promise<ReadArray> {
    const { id, index } = field.dictionary!;
    const batches = this.content.dictionaries.get(id) ?? [];
    const values: Piece[] = [];
    for (const batch of batches) values.push(await this.buffers.values(batch, field));
    const dictionary = await this.values({ ...field, dictionary: null }, values);
    const n = pieces.reduce((sum, { length }) => sum + length, 0);
    const int = { ...field, type: INT, details: index, dictionary: null };
    const indices = await this.numbers(int, pieces, n);
    const known = 'text' in dictionary ? dictionary.text : dictionary.data;
    const wrong = indices.find((i) => !(i >= 0 && i < known.length));
    if (wrong !== undefined) throw new RangeError(`value ${wrong} of a dictionary of ${known.length}`);
    if (dictionary.shape.length > 1) throw this.refuse('a dictionary of lists', 'plain values');
    if ('data' in dictionary) return { shape: [n], data: indices.map((i) => dictionary.data[i]) };
    this.buffers.spend(8 * n);
    return { shape: [n], text: Array.from(indices, (i) => dictionary.text[i]) };
  }
}

/** Flags, eight in a byte. */
const BITS: NumberFormat = { width: 1 / 8, floats: () => new Float32Array(0) };

async function bits(source: Source, n: number): Promise<Float32Array> {
  const bytes = new Uint8Array(Math.ceil(n / 8));
  await source.fill(0, bytes);
  return Float32Array.from({ length: n }, (_, i) => (bytes[i >> 3] >> (i & 7)) & 1);
}

function formatOf(type: number, details: FlatTable | null): NumberFormat | undefined {
  if (type === FLOAT)
    return [NUMBER_FORMATS.f2, NUMBER_FORMATS.f4, NUMBER_FORMATS.f8][details?.short(4) ?? 0];
  // Without an index type, a dictionary's indices are int32.
  const kind = details ? `${details.byte(6) ? 'i' : 'u'}${details.int(4) / 8}` : 'i4';
  return type === INT ? NUMBER_FORMATS[kind as keyof typeof NUMBER_FORMATS] : undefined;
}

/** `[n + 1]`: where each list or text begins, and the last one ends. */
async function offsetsOf(
  buffer: { size: number; open(): Promise<Source> },
  n: number,
  large: boolean,
): Promise<Int32Array | Float64Array> {
  const width = large ? 8 : 4;
  // Arrow leaves the offsets of no rows out.
  if (n === 0) return new Int32Array(1);
  if ((n + 1) * width > buffer.size) throw new RangeError(`${n} offsets in ${buffer.size} bytes`);
  const bytes = new Uint8Array((n + 1) * width);
  await (await buffer.open()).fill(0, bytes);
  return large ? Float64Array.from(new BigInt64Array(bytes.buffer), Number) : new Int32Array(bytes.buffer);
}
