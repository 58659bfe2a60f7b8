import { escapeLatex } from './escape';
import { type TableData, type TableOptions, textColumns } from './table';

/** A table as LaTeX's `tabular`, with the rules of the package `booktabs`, all rows unless told; numbers as they are shown. */
export function tableLatex(
  table: TableData,
  { maxRows = Number.POSITIVE_INFINITY, caption = '' }: TableOptions = {},
): string {
  const { columns } = textColumns(table, maxRows);
  const row = (cells: string[]) => `${cells.map(escapeLatex).join(' & ')} \\\\`;
  const body = (columns[0]?.cells ?? []).map((_, r) => row(columns.map(({ cells }) => cells[r])));
  return [
    ...(caption ? [`% ${escapeLatex(caption)}`] : []),
    `\\begin{tabular}{${columns.map(({ right }) => (right ? 'r' : 'l')).join('')}}`,
    '\\toprule',
    row(columns.map(({ name }) => name)),
    '\\midrule',
    ...body,
    '\\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n');
}
