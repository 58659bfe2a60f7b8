import { ABSENT, columnFormat } from './numbers';

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

/** A column ready to be shown. */
interface TextColumn {
  name: string;
  right: boolean;
  cells: string[];
}

/** The columns as text: numbers of a column share one format. */
function textColumns(table: TableData, maxRows: number): TextColumn[] {
  return table.columns.map(({ name, values, align }) => {
    const shown = values.slice(0, maxRows);
    const present = shown.filter((value) => !absent(value));
    const numbers = present.filter((value) => typeof value === 'number');
    const format = columnFormat(numbers);
    const cells = shown.map((value) =>
      typeof value === 'number' && !absent(value) ? format(value) : cellText(value),
    );
    const right = align ? align === 'right' : numbers.length > 0 && numbers.length === present.length;
    return { name, right, cells };
  });
}

function absent(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

function cellText(value: unknown): string {
  if (absent(value)) return ABSENT;
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return listText(Array.from(value as unknown as ArrayLike<unknown>));
  if (Array.isArray(value)) return listText(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function listText(values: unknown[]): string {
  const format = columnFormat(values.filter((value): value is number => typeof value === 'number'));
  const shown = values
    .slice(0, 8)
    .map((value) => (typeof value === 'number' ? format(value) : cellText(value)));
  return `[${shown.join(', ')}${values.length > 8 ? `, … ${values.length} in all` : ''}]`;
}

function rowsNote(table: TableData, shown: number): string {
  const total = table.totalRows ?? table.columns[0]?.values.length ?? 0;
  if (total === 0) return 'no rows';
  return total > shown ? `first ${shown} of ${total.toLocaleString('en-US')} rows` : '';
}

/** Characters that HTML gives a meaning, and what stands for them. */
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]);
}

/** Characters up to which a cell is not broken into lines. */
const SHORT = 16;

/**
 * An HTML table: numbers right-aligned, text left-aligned. It takes its colours from the page. A caption stands above
 * it as that of a figure, for one of the table itself would be broken into lines as narrow as the table.
 */
export function tableHtml(table: TableData, { maxRows = 20, caption = '' }: TableOptions = {}): string {
  const columns = textColumns(table, maxRows);
  const cell = (tag: string, text: string, right: boolean) => {
    const style = `text-align:${right ? 'right' : 'left'}${text.length <= SHORT ? ';white-space:nowrap' : ''}`;
    return `<${tag} style="${style}">${escapeHtml(text)}</${tag}>`;
  };
  const count = columns[0]?.cells.length ?? 0;
  const head = columns.map((c) => cell('th', c.name, c.right)).join('');
  const body = Array.from(
    { length: count },
    (_, r) => `<tr>${columns.map((c) => cell('td', c.cells[r], c.right)).join('')}</tr>`,
  );
  const note = rowsNote(table, count);
  const rows = `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
  const captioned = `<figure style="margin:0"><figcaption>${escapeHtml(caption)}</figcaption>${rows}</figure>`;
  return `${caption ? captioned : rows}${note ? `<p><em>${note}</em></p>` : ''}`;
}

/** The same table in plain text, columns aligned with spaces. */
export function tableText(table: TableData, { maxRows = 20, caption = '' }: TableOptions = {}): string {
  const columns = textColumns(table, maxRows);
  const aligned = columns.map(({ name, right, cells }) => {
    const width = Math.max(name.length, ...cells.map((cell) => cell.length));
    return [name, ...cells].map((cell) => (right ? cell.padStart(width) : cell.padEnd(width)));
  });
  const count = aligned[0]?.length ?? 0;
  const lines = Array.from({ length: count }, (_, r) =>
    aligned
      .map((column) => column[r])
      .join('  ')
      .trimEnd(),
  );
  return [caption, ...lines, rowsNote(table, Math.max(0, count - 1))].filter(Boolean).join('\n');
}
