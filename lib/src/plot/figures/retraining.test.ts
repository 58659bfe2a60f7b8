import { expect, test } from 'vitest';
import { retraining } from './retraining';

test('the BAC of each epoch, between those of the network before and of the balanced one', () => {
  const figure = retraining({ bac: [0.75, 0.78], before: 0.7, balanced: 0.9 });
  expect(figure.data).toMatchObject([{ x: [1, 2], y: [0.75, 0.78] }]);
  expect(figure.layout.shapes).toMatchObject([{ y0: 0.7 }, { y0: 0.9 }]);
  expect(figure.layout.annotations).toMatchObject([
    { text: 'before<br>70.0 %' },
    { text: 'balanced network<br>90.0 %' },
  ]);
  const { range } = figure.layout.yaxis as { range: [number, number] };
  expect(range[0]).toBeCloseTo(0.684, 10);
  expect(range[1]).toBeCloseTo(0.916, 10);
  expect(figure.layout.meta.alt).toBe(
    'Test BAC while the classifier is retrained: 70.0 % before, best 78.0 % in 2 epochs; balanced network 90.0 %.',
  );
});

test('without a balanced network it has no line', () => {
  const { layout } = retraining({ bac: [0.75], before: 0.7, balanced: null });
  expect(layout.shapes).toHaveLength(1);
  expect(layout.meta.alt).toContain('balanced network unknown');
});
