import { expect, test } from 'vitest';
import { coverageByK } from './coverage-by-k';

const classNames = ['cat', 'dog'];
const imbalanced = {
  counts: [30, 10],
  coverage: [
    { K: 1, perClass: [0.5, 0.9], overall: 0.6 },
    { K: 10, perClass: [1, null], overall: 0.95 },
  ],
};

test('a line a class and one for all instances, against the logarithm of K', () => {
  const figure = coverageByK({ classNames, imbalanced });
  expect(figure.data.slice(1)).toMatchObject([
    { name: 'cat', x: [1, 10], y: [0.5, 1] },
    { name: 'dog', x: [1, 10], y: [0.9, null] },
    { name: 'all images', x: [1, 10], y: [0.6, 0.95] },
  ]);
  expect(figure.layout.xaxis2).toMatchObject({ type: 'log', ticktext: ['1', '2', '3', '5', '7'] });
  expect(figure.layout.shapes).toMatchObject([{ y0: 0.9 }]);
});

test('the alt text tells where the share is reached, and where never', () => {
  expect(coverageByK({ classNames, imbalanced }).layout.meta.alt).toContain(
    'Balanced: no run. Imbalanced: 90.0 % of all instances at K = 10; 95.0 % at K = 10.',
  );
  expect(coverageByK({ classNames, imbalanced, share: 0.99 }).layout.meta.alt).toContain(
    '99.0 % of all instances at no K',
  );
});

test('refuses a K whose classes are others than the named', () => {
  const coverage = [{ K: 2, perClass: [1], overall: 1 }];
  expect(() => coverageByK({ classNames, balanced: { coverage } })).toThrow('got K = 2 for 1 classes');
});
