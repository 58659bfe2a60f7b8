import { inWords } from '../paper/id-words';
import type { SpreadRow } from '../paper/spread';
import { type TableData, type TableOptions, tableOptions } from '../table/table';
import { asPrinted, paperText } from './printed-number';
import { Rendered, tableBundle } from './render';
import { checkSpread } from './row-kinds';

/**
 * The table "paper / ours of each seed / mean ± standard deviation", for `show`. `seeds`: the seed of each value, in
 * the order of the values.
 */
export function spread(
  rows: readonly SpreadRow[],
  seeds: readonly number[],
  options: TableOptions = {},
): Rendered {
  checkSpread('spread', rows, seeds);
  return new Rendered(tableBundle(spreadTable(rows, seeds), tableOptions('spread', options, rows.length)));
}

/** The columns of the table. */
export function spreadTable(rows: readonly SpreadRow[], seeds: readonly number[]): TableData {
  checkSpread('spreadTable', rows, seeds);
  const column = (name: string, cell: (row: SpreadRow) => string) => ({ name, values: rows.map(cell) });
  const ofSeed = (seed: number, k: number) => column(`seed ${seed}`, (row) => asPrinted(row, row.ours[k]));
  const numbers = [column('paper', paperText), ...seeds.map(ofSeed), column('mean ± sd', meanText)];
  return {
    columns: [
      column('number', ({ id }) => id),
      column('where', ({ where, id }) => [where, inWords(id)].filter(Boolean).join(': ')),
      column('unit', ({ unit }) => unit),
      ...numbers.map((numeric) => ({ ...numeric, align: 'right' as const })),
    ],
  };
}

function meanText(row: SpreadRow): string {
  const mean = asPrinted(row, row.mean);
  return row.deviation === null ? mean : `${mean} ± ${asPrinted(row, row.deviation)}`;
}
