import { table } from 'arquero';
import { expect, test } from 'vitest';
import { tableHtml } from './html';
import { columnFormat, sensible } from './numbers';
import { fromArquero, fromDanfo, fromObjects, isArqueroTable, isDanfoFrame } from './sources';
import { tableText } from './text';

test('a column of numbers has one format, by its largest', () => {
  expect([98.216, 5.5].map(columnFormat([98.216, 5.5]))).toEqual(['98.22', '5.50']);
  expect([0.0123, 0.5].map(columnFormat([0.0123, 0.5]))).toEqual(['0.0123', '0.5000']);
  expect([12406, 50].map(columnFormat([12406, 50]))).toEqual(['12,406', '50']);
  expect(columnFormat([12406.5, 1])(12406.5)).toBe('12,407');
});

test('a number that a column would round away has its own format, one that only loses digits has not', () => {
  const column = [12345.5, 0.3, 1.4, 0, -0.004];
  expect(column.map(columnFormat(column))).toEqual(['12,346', '0.3', '1', '0', '-0.004']);
  expect([0.99, 0.000073, 0.00001, 1e-9].map(columnFormat([0.99]))).toEqual([
    '0.9900',
    '0.0001',
    '0.00001',
    '1.0e-9',
  ]);
  expect([1e20, 0.5].map(columnFormat([1e20, 0.5]))).toEqual(['1.000e+20', '0.5']);
});

test('a number by itself has about four digits', () => {
  expect([72.5612, 14.1, 12406, 0.00001234, Number.NaN, 0].map(sensible)).toEqual([
    '72.56',
    '14.1',
    '12,406',
    '0.000012',
    '–',
    '0',
  ]);
});

test('numbers stand right, text left, what is absent is a dash, HTML is escaped', () => {
  const data = fromObjects([
    { name: '<b>', n: 5000 },
    { name: 'x', n: null, extra: [0.5, 1] },
  ]);
  expect(tableHtml(data).replaceAll(';white-space:nowrap', '')).toBe(
    '<table><thead><tr><th style="text-align:left">name</th><th style="text-align:right">n</th>' +
      '<th style="text-align:left">extra</th></tr></thead><tbody>' +
      '<tr><td style="text-align:left">&lt;b&gt;</td><td style="text-align:right">5,000</td><td style="text-align:left">–</td></tr>' +
      '<tr><td style="text-align:left">x</td><td style="text-align:right">–</td><td style="text-align:left">[0.500, 1.000]</td></tr>' +
      '</tbody></table>',
  );
  expect(tableText(data, { caption: 'T' })).toBe(
    'T\nname      n  extra\n<b>   5,000  –\nx         –  [0.500, 1.000]',
  );
});

test('short cells stay on one line, long ones may break', () => {
  const html = tableHtml(fromObjects([{ a: 'Table 1', b: 'a sentence of several words' }]));
  expect(html).toContain('nowrap">Table 1');
  expect(html).toContain('left">a sentence');
});

test('long tables are cut and say so', () => {
  const rows = Array.from({ length: 1234 }, (_, k) => ({ k }));
  expect(tableText(fromObjects(rows), { maxRows: 2 })).toBe('k\n0\n1\nfirst 2 of 1,234 rows');
  expect(tableHtml(fromObjects(rows), { maxRows: 2 })).toContain('<p><em>first 2 of 1,234 rows</em></p>');
  expect(tableText(fromObjects([]))).toBe('no rows');
});

test('Arquero tables come filtered and in their order', () => {
  const t = table({ c: ['a', 'b', 'c'], n: [3, 1, 2] })
    .filter((row: { n: number }) => row.n < 3)
    .orderby('n');
  expect(isArqueroTable(t)).toBe(true);
  expect(isDanfoFrame(t)).toBe(false);
  expect(fromArquero(t, 1)).toEqual({
    columns: [
      { name: 'c', values: ['b'] },
      { name: 'n', values: [1] },
    ],
    totalRows: 2,
  });
});

test('Danfo frames and series keep an index that says something', () => {
  const frame = {
    columns: ['a', 'b'],
    index: ['mean', 'std'],
    shape: [2, 2] as [number, number],
    values: [
      [1, 2],
      [3, 4],
    ],
  };
  expect(isDanfoFrame(frame)).toBe(true);
  expect(fromDanfo(frame, 9).columns).toEqual([
    { name: '', values: ['mean', 'std'] },
    { name: 'a', values: [1, 3] },
    { name: 'b', values: [2, 4] },
  ]);
  const series = { columns: ['a'], index: [0, 1], shape: [2, 1] as [number, number], values: [5, 6] };
  expect(fromDanfo(series, 1)).toEqual({ columns: [{ name: 'a', values: [5] }], totalRows: 2 });
});
