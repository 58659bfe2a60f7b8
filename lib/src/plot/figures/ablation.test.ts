import { expect, test } from 'vitest';
import type { Ablation } from '../../measure/class/ablation';
import * as plot from './index';

const classNames = ['cat', 'dog', 'eel'];

/** Recall .75 before; after, and in the controls, as said. */
function ablation(K: number, after: (number | null)[]): Ablation {
  const before = [0.75, 0.75, null];
  const range = { mean: [0.75, 0.5, null], low: [0.5, 0.25, null], high: [0.75, 1, null] };
  return { K, before, after, drop: [null, null, null], random: range, others: range };
}

const imbalanced = {
  counts: [100, 10, 5],
  ablations: [ablation(1, [0.5, 0.25, null]), ablation(7, [0.25, 0, null])],
};

test('recall before and after, controls with their ranges, and the ends in words', () => {
  const { data, layout } = plot.ablation({ classNames, imbalanced }, { K: 7 });
  expect(data.map(({ y }) => y)).toEqual([
    [null],
    [0.75, 0.75, null],
    [0.25, 0, null],
    [0.75, 0.5, null],
    [0.75, 0.5, null],
  ]);
  expect(data[3]).toMatchObject({
    error_y: { array: [0, 0.5, 0], arrayminus: [0.25, 0.25, 0] },
    customdata: [
      [0.5, 0.75],
      [0.25, 1],
      [null, null],
    ],
  });
  expect(layout.meta.alt).toContain('K = 7 loudest zero');
  expect(layout.meta.alt).toContain(
    'Balanced: no run. Imbalanced: 75.0 % to 25.0 % for cat (n = 100) and unknown to unknown for eel (n = 5).',
  );
});

test('the slider has the K of both models and puts all heights and ranges of a K in place', () => {
  const balanced = { ablations: [ablation(7, [0.5, 0.5, 0.5])] };
  const { layout } = plot.ablation({ classNames, imbalanced, balanced });
  const [{ steps, active }] = layout.sliders as [
    { steps: { label: string; args: unknown[] }[]; active: number },
  ];
  expect([steps.map(({ label }) => label), active]).toEqual([['7'], 0]);
  const [changes, traces] = steps[0].args as [Record<string, unknown[]>, number[]];
  expect(traces).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect([changes.y[1], changes.y[5]]).toEqual([
    [0.5, 0.5, 0.5],
    [0.25, 0, null],
  ]);
  expect(changes['error_y.array'][6]).toEqual([0, 0.5, 0]);
});

test('a K that is not there is refused, and so are other classes', () => {
  expect(() => plot.ablation({ classNames, imbalanced }, { K: 2 })).toThrow(/K = 2.*1, 7/);
  expect(() => plot.ablation({ classNames: ['cat'], imbalanced })).toThrow(/for 3 classes/);
});
