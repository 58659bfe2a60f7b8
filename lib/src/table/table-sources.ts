import { inspect } from 'node:util';
import type { TableData } from './table';

/** What is needed of an Arquero table. */
export interface ArqueroTable {
  numRows(): number;
  columnNames(): string[];
  /** Value of a column in a row, in the table's order and behind its filter. */
  get(name: string, row: number): unknown;
}

/** What is needed of a Danfo data frame. */
export interface DanfoFrame {
  readonly columns: string[];
  readonly index: (string | number)[];
  readonly shape: [number, number];
  readonly values: unknown;
}

/** Whether `x` is an Arquero table. */
export function isArqueroTable(x: object): x is ArqueroTable {
  return ['numRows', 'columnNames', 'get'].every((name) => typeof Reflect.get(x, name) === 'function');
}

/** Whether `x` is a Danfo data frame or series. */
export function isDanfoFrame(x: object): x is DanfoFrame {
  return ['columns', 'index', 'shape'].every((name) => Array.isArray(Reflect.get(x, name))) && 'values' in x;
}

/** The first `maxRows` rows of an Arquero table. */
export function fromArquero(table: ArqueroTable, maxRows: number): TableData {
  const rows = Math.min(maxRows, table.numRows());
  const columns = table.columnNames().map((name) => ({
    name,
    values: Array.from({ length: rows }, (_, row) => table.get(name, row)),
  }));
  return { columns, totalRows: table.numRows() };
}

/** The first `maxRows` rows of a Danfo data frame or series; its index comes first unless it only counts the rows. */
export function fromDanfo(frame: DanfoFrame, maxRows: number): TableData {
  const values = (frame.values as unknown[]).slice(0, maxRows);
  const rows = values.map((row) => (Array.isArray(row) ? row : [row]));
  const columns = frame.columns.map((name, k) => ({ name: String(name), values: rows.map((row) => row[k]) }));
  const counting = frame.index.every((label, k) => label === k);
  const index = counting ? [] : [{ name: '', values: frame.index.slice(0, maxRows) }];
  return { columns: [...index, ...columns], totalRows: frame.shape[0] };
}

/** Rows given as plain objects; the columns are all their keys, in the order of their first appearance. */
export function fromObjects(rows: readonly object[]): TableData {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { columns: names.map((name) => ({ name, values: rows.map((row) => Reflect.get(row, name)) })) };
}

/** A map's keys and values; objects among them in one line. */
export function fromMap(map: ReadonlyMap<unknown, unknown>): TableData {
  const told = (x: unknown) =>
    typeof x === 'object' && x !== null
      ? inspect(x, { depth: 1, maxArrayLength: 8, compact: true, breakLength: Number.POSITIVE_INFINITY })
      : x;
  return {
    columns: [
      { name: 'key', values: [...map.keys()].map(told) },
      { name: 'value', values: [...map.values()].map(told) },
    ],
  };
}
