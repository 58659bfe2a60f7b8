import type { ComparisonRow } from '../paper/compare';
import { inWords } from '../paper/id-words';
import { inconsistencies } from '../paper/inconsistencies';
import { escapeHtml } from '../table/escape';
import { tableHtml } from '../table/html';
import { type TableData, type TableOptions, tableOptions } from '../table/table';
import { tableText } from '../table/text';
import { asPrinted, paperText } from './printed-number';
import { Rendered } from './render';
import { checkComparison } from './row-kinds';

/** What the column `holds` says. */
const LEGEND =
  'holds: ✓ equal as printed, or within a bound that the paper states (>, <=; ~: within a quarter; <=~: up to a tenth more); ' +
  '✗ outside that bound; blank: the paper states a number and no bound, and ours is another; – no run.';

/** Where a reader finds the reasons, from a notebook in `notebooks/`. */
const WHY = '../docs/results.md#where-we-differ-and-why';

/**
 * The table "paper / ours / difference", for `show`. Our number has as many digits as the paper's, and at least two
 * decimals for fractions. The column `holds` has ✓ or ✗ for a bound (`>`, `<=`, `~`), and ✓ for a value that is equal
 * as printed. Below the table stand the paper's inconsistencies that concern these numbers, the legend, and a link to
 * "where we differ and why".
 */
export function comparison(rows: readonly ComparisonRow[], options: TableOptions = {}): Rendered {
  checkComparison('comparison', rows);
  const shown = tableOptions('comparison', options, rows.length);
  const table = comparisonTable(rows);
  const notes = footnotes(rows);
  const legend = `<p><small>${escapeHtml(LEGEND)} <a href="${WHY}">Where we differ and why</a>.</small></p>`;
  return new Rendered({
    'text/html':
      tableHtml(table, shown) + notes.map((note) => `<p><em>${escapeHtml(note)}</em></p>`).join('') + legend,
    'text/plain': [tableText(table, shown), ...notes, LEGEND, `Where we differ and why: ${WHY}`].join('\n'),
  });
}

/** The columns of the table. */
export function comparisonTable(rows: readonly ComparisonRow[]): TableData {
  checkComparison('comparisonTable', rows);
  const column = (name: string, cell: (row: ComparisonRow) => unknown) => ({ name, values: rows.map(cell) });
  return {
    columns: [
      column('number', (row) => row.id),
      column('where', (row) => [row.where, inWords(row.id)].filter(Boolean).join(': ')),
      column('unit', (row) => row.unit),
      { ...column('paper', paperText), align: 'right' },
      { ...column('ours', oursText), align: 'right' },
      { ...column('difference', differenceText), align: 'right' },
      column('holds', holdsMark),
      column('note', ({ note, footnotes }) => [note, footnotes.join(' ')].filter(Boolean).join('; ')),
    ],
  };
}

function oursText(row: ComparisonRow): string | null {
  return row.ours === null ? null : asPrinted(row, row.ours);
}

function differenceText(row: ComparisonRow): string | null {
  const { difference } = row;
  if (difference === null) return null;
  const text = asPrinted(row, Math.abs(difference));
  if (Number(text) === 0) return text;
  return difference > 0 ? `+${text}` : `−${text}`;
}

function holdsMark({ op, holds }: ComparisonRow): string {
  if (holds === null) return '–';
  if (holds) return '✓';
  return op === '=' ? '' : '✗';
}

function footnotes(rows: readonly ComparisonRow[]): string[] {
  const concerned = new Set(rows.flatMap((row) => row.footnotes));
  return inconsistencies.filter(({ id }) => concerned.has(id)).map(({ id, text }) => `${id}: ${text}`);
}
