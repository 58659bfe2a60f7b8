import { expect, test } from 'vitest';
import { reliability } from './reliability';

const bins = [
  { n: 0, confidence: null, accuracy: null },
  { n: 1, confidence: 0.5, accuracy: 1 },
  { n: 4, confidence: 0.9, accuracy: 0.75 },
];

test('a line through the bins that have instances, larger dots for more, beside the diagonal', () => {
  const { data, layout } = reliability({ curves: [{ name: 'none', bins }] });
  expect(data).toMatchObject([{ name: 'none', x: [0.5, 0.9], y: [1, 0.75], customdata: [1, 4] }]);
  expect(data[0].marker).toMatchObject({ size: [10.5, 16] });
  expect(layout.shapes).toMatchObject([{ x0: 0, y0: 0, x1: 1, y1: 1 }]);
  expect(layout.showlegend).toBe(false);
});

test('says how sure and how right each is', () => {
  const empty = { name: 'nothing', bins: bins.slice(0, 1) };
  expect(reliability({ curves: [{ name: 'none', bins }, empty] }).layout.meta.alt).toBe(
    'Accuracy against confidence. none: sure of 82.0 % on average, right in 80.0 %; ' +
      'in its fullest bin 90.0 % and 75.0 %. nothing: no instances.',
  );
});

test('no two of eight curves look the same', () => {
  const curves = Array.from({ length: 8 }, (_, k) => ({ name: `${k}`, bins }));
  const looks = reliability({ curves }).data.map(({ line }) => JSON.stringify(line));
  expect(new Set(looks).size).toBe(8);
});

test('refuses a share above 1', () => {
  const wrong = [{ n: 1, confidence: 1.5, accuracy: 1 }];
  expect(() => reliability({ curves: [{ name: 'a', bins: wrong }] })).toThrow(/curves/);
});
