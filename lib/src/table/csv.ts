import { isAbsent, type TableData } from './table';
import { inline } from './value';

/**
 * A table as CSV (RFC 4180), with whole numbers and no value rounded; an absent value is an empty cell. Text that a
 * spreadsheet would take for a formula gets an apostrophe in front.
 */
export function tableCsv({ columns }: TableData): string {
  const rows = (columns[0]?.values ?? []).map((_, r) => columns.map(({ values }) => field(values[r])));
  const head = columns.map(({ name }) => field(name));
  return `${[head, ...rows].map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

function field(value: unknown): string {
  if (isAbsent(value)) return '';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const text = typeof value === 'string' ? value : inline(value);
  const safe = /^[\s]*[=+\-@]|^[\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
