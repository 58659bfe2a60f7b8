import { UserError } from '../errors';
import { writeFileAtomically } from '../machine';
import { tableCsv } from './csv';
import { tableHtml } from './html';
import { tableLatex } from './latex';
import { tableParquet } from './parquet';
import { tableOf } from './sources';
import type { TableData } from './table';

const ALL = { maxRows: Number.POSITIVE_INFINITY };

const FORMATS: Readonly<Record<string, (table: TableData) => string | Uint8Array>> = {
  '.csv': tableCsv,
  '.parquet': tableParquet,
  '.tex': (table) => tableLatex(table),
  '.html': (table) => `<!doctype html><meta charset="utf-8">${tableHtml(table, ALL)}\n`,
};

/**
 * Writes all rows of an Arquero table, a Danfo frame, an array of objects or a map: `await cf.view.saveTable(rows,
 * 'recalls.csv')`. The file's ending chooses the format: `.csv` and `.parquet` have numbers with every digit, `.tex`
 * (LaTeX, booktabs) and `.html` as `show` prints them. Throws UserError for anything else.
 */
export async function saveTable(x: unknown, file: string): Promise<void> {
  const refuse = (given: string, expected: string, remedy: string) =>
    new UserError({ where: 'saveTable', given, expected, remedy });
  const ending = /\.\w+$/.exec(file)?.[0].toLowerCase() ?? '';
  const format = Object.hasOwn(FORMATS, ending) ? FORMATS[ending] : null;
  if (!format)
    throw refuse(
      `"${file}"`,
      `a name ending in ${Object.keys(FORMATS).join(', ')}`,
      'Name a file with one of them.',
    );
  const table = tableOf(x, Number.POSITIVE_INFINITY);
  if (!table)
    throw refuse(
      'no table',
      'an Arquero table, a Danfo frame, an array of objects or a map',
      'Give one of them.',
    );
  await writeFileAtomically(file, format(table));
}
