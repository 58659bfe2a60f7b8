import { expect, test } from 'vitest';
import type { Factors } from './ce-factors';
import * as plot from './index';

const classNames = ['cat', 'dog'];
const factors: Factors[] = [
  { label: 0, feature: 3, weight: 0.5, fe: 2 },
  { label: 1, feature: 7, weight: 2, fe: 4 },
  { label: 0, feature: 5, weight: 1, fe: 3 },
];

test('factors: the largest product of each class is a named star', () => {
  const figure = plot.ceFactors({ classNames, counts: [100, 10], factors }, { products: [2] });
  const [, cat, dog] = figure.data;
  expect(cat).toMatchObject({ name: 'cat', x: [1, 0.5], y: [3, 2] });
  expect(cat.customdata).toEqual([
    [5, 3],
    [3, 1],
  ]);
  expect(cat.marker).toMatchObject({ symbol: ['star', 'circle'] });
  expect(dog).toMatchObject({ x: [2], y: [4] });
  const notes = figure.layout.annotations as { text: string; x: number; y: number }[];
  expect(notes.map(({ text, x, y }) => [text, x, y]).slice(1)).toEqual([
    ['cat', 1, 3],
    ['dog', 2, 4],
  ]);
  expect(figure.layout.meta.alt).toContain('cat (n = 100) 1 × 3; dog (n = 10) 2 × 4.');
});

test('factors: on a curve all products are the same, and curves beyond the plot are left out', () => {
  const figure = plot.ceFactors({ classNames, factors }, { products: [2, 100] });
  expect(figure.data.map(({ name }) => name)).toEqual(['mean ce 2', 'cat', 'dog']);
  const { x, y } = figure.data[0] as { x: number[]; y: number[] };
  expect(x.map((weight, k) => weight * y[k])).toEqual(x.map(() => expect.closeTo(2, 12)));
  expect([y[0], x.at(-1)]).toEqual([expect.closeTo(4.32, 12), expect.closeTo(2.16, 12)]);
});

test('factors: a class without features and negative weights', () => {
  const figure = plot.ceFactors({ classNames, factors: [{ label: 1, feature: 0, weight: -1, fe: 2 }] });
  expect(figure.data.map(({ name }) => name)).toEqual(['cat', 'dog']);
  expect(figure.layout.xaxis).toMatchObject({ range: [-1.08, 0] });
  expect(figure.layout.meta.alt).toContain('cat none; dog -1 × 2.');
});
