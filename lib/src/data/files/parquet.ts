import { parquetMetadataAsync, parquetSchema } from 'hyparquet';
import { type NamedArrays, type Refusal, refusalOf } from './arrays';
import type { Source } from './limits';
import { type IsOwn, ParquetColumn } from './parquet-column';

/** A Parquet file of which columns can be read. */
export interface ParquetFile {
  /** The columns at the top, each by its name: numbers, lists of numbers, text. */
  readonly columns: NamedArrays;
  /** Names of all columns of values, those within others, too: `image.bytes`. */
  readonly leaves: readonly string[];
  /** The values of a column of bytes. */
  bytesOf(leaf: string): Promise<readonly Uint8Array[]>;
  /** What its writer noted under a key, such as `huggingface`. */
  note(key: string): string | undefined;
}

/** The columns of a Parquet file, in any compression: numbers, lists of numbers, text. */
export async function readParquet(file: Source, refuse: Refusal): Promise<NamedArrays> {
  return (await openParquet(file, refuse)).columns;
}

/** A Parquet file, in any compression; each column is read when it is called for. */
export async function openParquet(file: Source, refuse: Refusal): Promise<ParquetFile> {
  const slice = async (start: number, end = file.size) => {
    const bytes = new Uint8Array(end - start);
    await file.fill(start, bytes);
    return bytes.buffer;
  };
  const metadata = await parquetMetadataAsync({ byteLength: file.size, slice });
  const spent = { bytes: 0 };
  const column = (name: string, isOwn: IsOwn) =>
    new ParquetColumn(isOwn, file, metadata, spent, refusalOf(name, refuse));
  const columns = parquetSchema(metadata).children.map(({ element: { name } }) => {
    if (typeof name !== 'string') throw new RangeError('a column without a name');
    return [name, () => column(name, ([first]) => first === name).read()] as const;
  });
  const chunks = metadata.row_groups[0]?.columns ?? [];
  return {
    columns: new Map(columns),
    leaves: chunks.map(({ meta_data }) => meta_data?.path_in_schema.join('.') ?? ''),
    bytesOf: (leaf) => column(leaf, (path) => path.join('.') === leaf).readBytes(),
    note: (key) => metadata.key_value_metadata?.find((one) => one.key === key)?.value,
  };
}
