import { escapeHtml } from './escape';
import { type TableData, type TableOptions, textColumns } from './table';

/** Characters up to which a cell is not broken into lines. */
const SHORT = 16;

/**
 * An HTML table: numbers right-aligned, text left-aligned. It takes its colours from the page. A caption stands above
 * it as that of a figure, for one of the table itself would be broken into lines as narrow as the table.
 */
export function tableHtml(table: TableData, { maxRows = 20, caption = '' }: TableOptions = {}): string {
  const { columns, note } = textColumns(table, maxRows);
  const cell = (tag: string, text: string, right: boolean) => {
    const style = `text-align:${right ? 'right' : 'left'}${text.length <= SHORT ? ';white-space:nowrap' : ''}`;
    return `<${tag} style="${style}">${escapeHtml(text)}</${tag}>`;
  };
  const head = columns.map((c) => cell('th', c.name, c.right)).join('');
  const body = (columns[0]?.cells ?? []).map(
    (_, r) => `<tr>${columns.map((c) => cell('td', c.cells[r], c.right)).join('')}</tr>`,
  );
  const rows = `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
  const captioned = `<figure style="margin:0"><figcaption>${escapeHtml(caption)}</figcaption>${rows}</figure>`;
  return `${caption ? captioned : rows}${note ? `<p><em>${note}</em></p>` : ''}`;
}
