import { parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { NamedArrays, Refusal } from './arrays';
import { COLUMNS, columnArrays } from './columns';

/** The columns `fe`, `logits` and `label` of a Parquet file, in any compression; those that are there. */
export async function readParquet(bytes: Uint8Array, refuse: Refusal): Promise<NamedArrays> {
  const { buffer: file } = Uint8Array.from(bytes);
  const rows = await rowsOf(file, refuse);
  const names = Object.keys(rows[0] ?? {});
  return columnArrays(new Map(names.map((name) => [name, rows.map((row) => row[name])])), refuse);
}

async function rowsOf(file: ArrayBuffer, refuse: Refusal): Promise<Record<string, unknown>[]> {
  try {
    const metadata = await parquetMetadataAsync(file);
    const there = new Set(parquetSchema(metadata).children.map(({ element }) => element.name));
    const columns = COLUMNS.filter((name) => there.has(name));
    return await parquetReadObjects({ file, metadata, columns, compressors });
  } catch (cause) {
    throw refuse(`a file that cannot be read (${(cause as Error).message})`, 'a Parquet file', cause);
  }
}
