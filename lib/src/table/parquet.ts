import { parquetWriteBuffer } from 'hyparquet-writer';
import { isAbsent, type TableData } from './table';
import { inline } from './value';

/** A table as a Parquet file: columns of numbers as doubles, of truth values as booleans, all others as text. */
export function tableParquet({ columns }: TableData): Uint8Array {
  const columnData = columns.map(({ name, values }) => {
    const present = values.filter((value) => !isAbsent(value));
    const of = (kind: string) => present.length > 0 && present.every((value) => typeof value === kind);
    if (of('number')) return { name, type: 'DOUBLE' as const, data: values.map(orNull), nullable: true };
    if (of('boolean')) return { name, type: 'BOOLEAN' as const, data: values.map(orNull), nullable: true };
    const text = (value: unknown) =>
      typeof value === 'string' || typeof value === 'bigint' ? String(value) : inline(value);
    const data = values.map((value) => (isAbsent(value) ? null : text(value)));
    return { name, type: 'STRING' as const, data, nullable: true };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

function orNull(value: unknown): unknown {
  return isAbsent(value) ? null : value;
}
