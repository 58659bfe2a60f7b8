import { expect, test } from 'vitest';
import { classBars } from './class-bars';

const axis = { classNames: ['cat', 'dog'], counts: [100, 10] };

test('bars of each series at its classes; the axis holds the values and the line they are held against', () => {
  const figure = classBars({
    ...axis,
    quantity: 'test / train',
    series: [
      { name: 'TP', values: [0.5, 0.25] },
      { name: 'FP', values: [0.75, null] },
    ],
    reference: { value: 1, name: 'as in training' },
  });
  expect(figure.data).toMatchObject([
    {
      name: 'TP',
      x: [0, 1],
      y: [0.5, 0.25],
      customdata: ['class 0, cat (n = 100)', 'class 1, dog (n = 10)'],
    },
    { name: 'FP', x: [0, 1], y: [0.75, null] },
  ]);
  expect(figure.data[0].marker).not.toEqual(figure.data[1].marker);
  expect(figure.layout.yaxis).toMatchObject({ range: [0, 1.06], title: { text: 'test / train' } });
  expect(figure.layout.shapes).toMatchObject([{ y0: 1, y1: 1 }]);
  expect(figure.layout.annotations).toMatchObject([{ text: 'as in training' }]);
  expect(figure.layout.meta.alt).toBe(
    'test / train by class. TP: from 0.250 to 0.500; 0.500 for cat (n = 100), 0.250 for dog (n = 10). ' +
      'FP: from 0.750 to 0.750; 0.750 for cat (n = 100), unknown for dog (n = 10).',
  );
});

test('without any value there is an axis still, and a given range is kept', () => {
  const series = [{ name: 'TP', values: [null, null] }];
  expect(classBars({ ...axis, quantity: 'norm', series }).layout.yaxis).toMatchObject({ range: [0, 1] });
  const fixed = classBars({ ...axis, quantity: 'norm', series, range: [0, 64], axisTitle: 'looks' });
  expect(fixed.layout.yaxis).toMatchObject({ range: [0, 64] });
  expect(fixed.layout.xaxis).toMatchObject({ title: { text: 'looks' } });
  expect(fixed.layout.shapes).toBeUndefined();
});

test('an interval is a line over its bar, and belongs to the axis, the hover text and the alt text', () => {
  const intervals = [{ low: 0.25, high: 0.75 }, null];
  const series = [{ name: 'recall', values: [0.5, 0.5], intervals }];
  const { data, layout } = classBars({ ...axis, quantity: 'recall', series });
  expect(data[0].error_y).toMatchObject({ symmetric: false, array: [0.25, 0], arrayminus: [0.25, 0] });
  expect(data[0].customdata).toEqual([
    ['class 0, cat (n = 100)', 0.25, 0.75],
    ['class 1, dog (n = 10)', null, null],
  ]);
  expect(layout.yaxis).toMatchObject({ range: [0, 1.06 * 0.75] });
  expect(layout.meta.alt).toContain('0.500 (0.250 to 0.750) for cat (n = 100), 0.500 for dog');
  const short = [{ ...series[0], intervals: [null] }];
  expect(() => classBars({ ...axis, quantity: 'recall', series: short })).toThrow(
    'intervals of recall for 1',
  );
});

test('a single series has the colours of the classes and no legend, several their own or the given ones', () => {
  const one = { name: 'recall', values: [0.5, 0.5] };
  const alone = classBars({ ...axis, quantity: 'recall', series: [one] });
  expect(alone.data[0].marker).toEqual({ color: ['#0067bc', '#df751c'] });
  expect(alone.layout.showlegend).toBe(false);
  const both = classBars({ ...axis, quantity: 'recall', series: [one, { ...one, color: '#123456' }] });
  expect(both.data.map(({ marker }) => marker)).toEqual([{ color: '#0072b2' }, { color: '#123456' }]);
  expect(both.layout.showlegend).toBe(true);
});

test('a role has one colour wherever it is named, and no two series have the same', () => {
  const names = ['training', 'FE, recognised', 'FE, missed', 'CE, missed', 'test, all'];
  const series = names.map((name) => ({ name, values: [1, 1] }));
  const colors = classBars({ ...axis, quantity: 'q', series }).data.map(({ marker }) =>
    Reflect.get(marker as object, 'color'),
  );
  expect(colors).toEqual(['#0072b2', '#009e73', '#d55e00', '#797979', '#9468b0']);
  const reversed = classBars({ ...axis, quantity: 'q', series: series.slice(1, 3).reverse() }).data;
  expect(reversed.map(({ marker }) => marker)).toEqual([{ color: '#d55e00' }, { color: '#009e73' }]);
  const ends = ['all classes', 'frequent', 'rare'].map((name) => ({ name, values: [1, 1] }));
  const ofEnds = classBars({ ...axis, quantity: 'q', series: ends }).data;
  expect(ofEnds.map(({ marker }) => marker)).toEqual(
    ['#009e73', '#0072b2', '#d55e00'].map((color) => ({ color })),
  );
});

test('the name of the reference line has room', () => {
  const series = [{ name: 'TP', values: [1, 1] }];
  const reference = { value: 1, name: 'as in training' };
  const { layout } = classBars({ ...axis, quantity: 'norm', series, reference });
  expect(layout.margin).toMatchObject({ r: 132 });
});

test('values for another number of classes are refused by name', () => {
  const series = [{ name: 'TP', values: [1, 2, 3] }];
  expect(() => classBars({ ...axis, quantity: 'norm', series })).toThrow('TP for 3 classes');
});
