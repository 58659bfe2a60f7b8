import { expect, test } from 'vitest';
import { neuralCollapse } from './neural-collapse';

const imbalanced = {
  ...{ name: 'imbalanced', nc1: 4, nc2EquinormFeatures: 0.5, nc2EquiangularFeatures: 0.25 },
  ...{ nc2EquinormWeights: 0.5, nc2EquiangularWeights: 0.25, nc3: 0.75, nc4: 0.125 },
};
const balanced = { ...imbalanced, name: 'balanced', nc1: null, nc4: 0 };

test('a dot a measure and network, the first measure on top; 0 at the left edge, an unknown one left out', () => {
  const { data, layout } = neuralCollapse({ networks: [imbalanced, balanced] });
  expect(data).toMatchObject([
    { name: 'imbalanced', x: [4, 0.5, 0.25, 0.5, 0.25, 0.75, 0.125] },
    { name: 'balanced', x: [0.5, 0.25, 0.5, 0.25, 0.75, 0.0625] },
  ]);
  expect(data[1].customdata).toEqual([0.5, 0.25, 0.5, 0.25, 0.75, 0]);
  expect((data[1].y as string[])[0]).toBe('NC2: unequal lengths, means');
  expect(layout.xaxis).toMatchObject({ type: 'log' });
  expect(layout.yaxis).toMatchObject({ range: [6.5, -0.5] });
});

test('says every number', () => {
  const { alt } = neuralCollapse({ networks: [balanced] }).layout.meta;
  expect(alt).toMatch(
    /^Neural collapse, 0 is wholly collapsed\. balanced: NC1, within classes \/ between unknown;/,
  );
  expect(alt).toMatch(/NC3, W against means 0\.750; NC4, nearest mean disagrees 0\.$/);
});

test('refuses a network without its numbers', () => {
  const { nc3: _, ...short } = imbalanced;
  expect(() => neuralCollapse({ networks: [short as typeof imbalanced] })).toThrow(/networks/);
});
