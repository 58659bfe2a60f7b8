import { isList, type Kind, resolveOptions, text, whole } from '../options';
import { visible } from './escape';
import { ABSENT, columnFormat } from './numbers';
import { cut, inline } from './value';

/** A table as its columns, each with its values from top to bottom. */
export interface TableData {
  readonly columns: readonly TableColumn[];
  /** Rows of the whole table, if `columns` hold only its first ones. Default: as many as the columns have. */
  readonly totalRows?: number;
}

/** A table and what it shows. */
export interface TitledTable {
  readonly title: string;
  readonly table: TableData;
}

/** A column from top to bottom. */
export interface TableColumn {
  readonly name: string;
  readonly values: readonly unknown[];
  /** Default: right for numbers, left for text. */
  readonly align?: 'left' | 'right';
}

/** How a table is shown. */
export interface TableOptions {
  /** Rows shown at most; a note tells how many there are. Default: 20. */
  maxRows?: number;
  /** Line above the table. Default: none. */
  caption?: string;
}

const ROWS: Kind<number> = {
  expected: 'a whole number, or Infinity for all rows',
  accepts: (value) => value === Number.POSITIVE_INFINITY || whole().accepts(value),
};

/** The options of a table that `where` shows, with `maxRows` rows unless they say otherwise. Throws UserError. */
export function tableOptions(where: string, given: TableOptions, maxRows = 20): Required<TableOptions> {
  return resolveOptions<Required<TableOptions>>(
    where,
    { maxRows: [ROWS, maxRows], caption: [text, ''] },
    given,
  );
}

/** A column ready to be shown. */
export interface TextColumn {
  readonly name: string;
  readonly right: boolean;
  readonly cells: readonly string[];
}

/** Columns and characters of a cell that are shown at most. */
const [COLUMNS, LETTERS] = [200, 1000];

/** The columns as lines of text: numbers of a column share one format. And what is not shown. */
export function textColumns(table: TableData, maxRows: number): { columns: TextColumn[]; note: string } {
  const columns = table.columns.slice(0, COLUMNS).map(({ name, values, align }) => {
    const shown = values.slice(0, maxRows);
    const present = shown.filter((value) => !isAbsent(value));
    const numbers = present.filter((value) => typeof value === 'number');
    const format = columnFormat(numbers);
    const cells = shown.map((value) =>
      typeof value === 'number' && !isAbsent(value) ? format(value) : cellText(value),
    );
    const right = align ? align === 'right' : numbers.length > 0 && numbers.length === present.length;
    return { name: cut(visible(name), LETTERS), right, cells };
  });
  return { columns, note: notShown(table, columns[0]?.cells.length ?? 0) };
}

/** Whether there is no value in a cell. */
export function isAbsent(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

function cellText(value: unknown): string {
  if (isAbsent(value)) return ABSENT;
  if (typeof value === 'string') return cut(visible(value), LETTERS);
  return isList(value) ? listText(value) : inline(value);
}

function listText(values: ArrayLike<unknown>): string {
  const shown = Array.from({ length: Math.min(8, values.length) }, (_, k) => values[k]);
  const format = columnFormat(shown.filter((value): value is number => typeof value === 'number'));
  const texts = shown.map((value) => {
    if (typeof value === 'number') return format(value);
    return typeof value === 'string' ? cut(visible(value), LETTERS) : inline(value);
  });
  return `[${texts.join(', ')}${values.length > 8 ? `, … ${values.length} in all` : ''}]`;
}

function notShown({ columns, totalRows }: TableData, shown: number): string {
  const rows = totalRows ?? columns[0]?.values.length ?? 0;
  if (rows === 0) return 'no rows';
  const first = (part: number, whole: number, what: string) =>
    whole > part ? [`first ${part} of ${whole.toLocaleString('en-US')} ${what}`] : [];
  return [
    ...first(shown, rows, 'rows'),
    ...first(Math.min(COLUMNS, columns.length), columns.length, 'columns'),
  ].join(', ');
}
