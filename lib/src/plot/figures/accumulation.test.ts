import { expect, test } from 'vitest';
import { accumulation } from './accumulation';

test('a line a class over the logarithm of the sizes, ending where a class has no more instances', () => {
  const figure = accumulation({
    classNames: ['cat', 'dog', 'cow'],
    counts: [100, 10, 0],
    sizes: [1, 10, 100],
    features: [
      [7, 7, null],
      [20.5, 14, null],
      [40, null, null],
    ],
    H: 48,
    cut: 10,
  });
  expect(figure.data).toMatchObject([
    { name: 'cat', x: [1, 10, 100], y: [7, 20.5, 40] },
    { name: 'dog', x: [1, 10], y: [7, 14] },
    { name: 'cow', x: [], y: [] },
  ]);
  expect(figure.layout.xaxis).toMatchObject({
    type: 'log',
    ticktext: ['1', '2', '5', '10', '20', '50', '100'],
  });
  expect(figure.layout.shapes).toMatchObject([{ x0: 10, x1: 10 }]);
  expect(figure.layout.annotations).toMatchObject([{ text: 'm = 10', x: 1 }]);
  expect(figure.layout.yaxis).toMatchObject({ range: [0, 48] });
  expect(figure.layout.meta.alt).toContain(
    'cat (n = 100): 40 among 100. dog (n = 10): 14 among 10. cow (n = 0): unknown.',
  );
});

test('features for another number of classes are refused by their size', () => {
  const data = { classNames: ['cat', 'dog'], sizes: [1, 10], features: [[7, 7], [20]] };
  expect(() => accumulation(data)).toThrow('features of 10 instances for 1 classes');
});
