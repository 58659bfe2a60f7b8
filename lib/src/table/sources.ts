import type { TableData } from './table';

/** What is needed of an Arquero table. */
interface ArqueroTable {
  numRows(): number;
  columnNames(): string[];
  /** Value of a column in a row, in the table's order and behind its filter. */
  get(name: string, row: number): unknown;
}

/** What is needed of a Danfo data frame. */
interface DanfoFrame {
  readonly columns: string[];
  readonly index: (string | number)[];
  readonly shape: [number, number];
  readonly values: unknown;
}

/** Rows of which the first are looked at for the names of the columns. */
const SAMPLE = 10_000;

/**
 * The first `maxRows` rows of an Arquero table, a Danfo frame or series, an array of objects, or a map (its keys and
 * values); null for anything else.
 */
export function tableOf(x: unknown, maxRows: number): TableData | null {
  if (typeof x !== 'object' || x === null) return null;
  if (isArqueroTable(x)) return fromArquero(x, maxRows);
  if (isDanfoFrame(x)) return fromDanfo(x, maxRows);
  if (isRows(x)) return fromObjects(x, maxRows);
  return x instanceof Map && x.size > 0 ? fromMap(x, maxRows) : null;
}

/** Whether `x` is an Arquero table. */
export function isArqueroTable(x: object): x is ArqueroTable {
  return ['numRows', 'columnNames', 'get'].every((name) => typeof Reflect.get(x, name) === 'function');
}

/** Whether `x` is a Danfo data frame or series. */
export function isDanfoFrame(x: object): x is DanfoFrame {
  return ['columns', 'index', 'shape'].every((name) => Array.isArray(Reflect.get(x, name))) && 'values' in x;
}

function isRows(x: object): x is object[] {
  if (!Array.isArray(x) || x.length === 0) return false;
  return Array.from({ length: Math.min(x.length, SAMPLE) }, (_, r) => x[r]).every(isRecord);
}

function isRecord(row: unknown): boolean {
  if (typeof row !== 'object' || row === null || Array.isArray(row) || ArrayBuffer.isView(row)) return false;
  return ![Map, Set, Date, RegExp, Error, Promise].some((kind) => row instanceof kind);
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
export function fromObjects(rows: readonly object[], maxRows = Number.POSITIVE_INFINITY): TableData {
  const names = new Set(rows.slice(0, Math.max(SAMPLE, maxRows)).flatMap((row) => Object.keys(row)));
  const shown = rows.slice(0, maxRows);
  const columns = [...names].map((name) => ({ name, values: shown.map((row) => Reflect.get(row, name)) }));
  return { columns, totalRows: rows.length };
}

function fromMap(map: ReadonlyMap<unknown, unknown>, maxRows: number): TableData {
  const entries = [...map].slice(0, maxRows);
  const columns = ['key', 'value'].map((name, k) => ({ name, values: entries.map((entry) => entry[k]) }));
  return { columns, totalRows: map.size };
}
