import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, expect, test } from 'vitest';
import { tableCsv } from './csv';
import { tableLatex } from './latex';
import { tableParquet } from './parquet';
import { saveTable } from './save';
import { fromObjects } from './sources';

const folder = mkdtempSync(join(tmpdir(), 'fragility-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rows = [
  { class: 'cat, "big"', recall: 0.123456789012, n: 12406, seen: true },
  { class: 'a_b & 50 %', recall: null, n: 3, seen: false },
];

test('CSV keeps every digit, quotes, and leaves out what is not there', () => {
  expect(tableCsv(fromObjects(rows))).toBe(
    'class,recall,n,seen\r\n"cat, ""big""",0.123456789012,12406,true\r\na_b & 50 %,,3,false\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@x', '\t=1', ' =1'])('CSV gives a spreadsheet no formula: %s', (name) => {
  expect(tableCsv(fromObjects([{ name }]))).toBe(`name\r\n'${name}\r\n`);
});

test('LaTeX is a tabular whose text is no command', () => {
  expect(tableLatex(fromObjects(rows), { caption: 'T_1' })).toBe(
    String.raw`% T\_1
\begin{tabular}{lrrl}
\toprule
class & recall & n & seen \\
\midrule
cat, "big" & 0.1235 & 12,406 & true \\
a\_b \& 50 \% & – & 3 & false \\
\bottomrule
\end{tabular}
`,
  );
});

test('the name of a file says its format', async () => {
  const file = (name: string) => join(folder, name);
  await saveTable(rows, file('t.csv'));
  expect(readFileSync(file('t.csv'), 'utf8')).toBe(tableCsv(fromObjects(rows)));
  await saveTable(rows, file('t.TEX'));
  expect(readFileSync(file('t.TEX'), 'utf8')).toContain('\\toprule');
  await saveTable(
    [...Array(30).keys()].map((k) => ({ k })),
    file('t.html'),
  );
  expect(readFileSync(file('t.html'), 'utf8').match(/<tr>/g)).toHaveLength(31);
  await saveTable(rows, file('t.parquet'));
  const { buffer } = Uint8Array.from(readFileSync(file('t.parquet')));
  expect(await parquetReadObjects({ file: buffer })).toEqual(rows);
});

test('Parquet keeps other values as text, and whole columns of nothing', () => {
  const read = async (table: object[]) =>
    parquetReadObjects({ file: new Uint8Array(tableParquet(fromObjects(table))).buffer });
  const mixed = [
    { a: 1, big: 5n, list: [1, 2], none: null },
    { a: 'x', big: 6n, list: [], none: undefined },
  ];
  return expect(read(mixed)).resolves.toEqual([
    { a: '1', big: '5', list: '[ 1, 2 ]', none: null },
    { a: 'x', big: '6', list: '[]', none: null },
  ]);
});

test.each<[unknown, string, RegExp]>([
  [rows, 't.xlsx', /got ".*t\.xlsx", expected a name ending in \.csv, \.parquet, \.tex, \.html/],
  [rows, 'table', /got ".*table"/],
  [rows, 't.toString', /got ".*t\.toString"/],
  [5, 't.csv', /got no table, expected an Arquero table/],
])('refuses %s as %s', async (x, name, says) => {
  await expect(saveTable(x, join(folder, name))).rejects.toThrow(says);
});
