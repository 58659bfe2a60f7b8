import { visible } from './escape';
import { type TableData, type TableOptions, textColumns } from './table';

/** A table in plain text, columns aligned with spaces. */
export function tableText(table: TableData, { maxRows = 20, caption = '' }: TableOptions = {}): string {
  const { columns, note } = textColumns(table, maxRows);
  const aligned = columns.map(({ name, right, cells }) => {
    const width = [name, ...cells].reduce((most, cell) => Math.max(most, cell.length), 0);
    return [name, ...cells].map((cell) => (right ? cell.padStart(width) : cell.padEnd(width)));
  });
  const lines = (aligned[0] ?? []).map((_, r) =>
    aligned
      .map((column) => column[r])
      .join('  ')
      .trimEnd(),
  );
  return [visible(caption), ...lines, note].filter(Boolean).join('\n');
}
