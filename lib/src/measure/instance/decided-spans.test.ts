import { expect, it } from 'vitest';
import { embeddingOf, headFrom } from '../../../../test/toy-embeddings';
import { coveragePresets } from './coverage-options';
import { decidedSpans } from './decided-spans';

it('finds from which K to which the sum exceeds the bar', () => {
  const head = headFrom(
    [
      [1, 2, -1, -2],
      [0, 0, 0, 0],
    ],
    [0, 0.5],
  );
  // The sums of class 0 for K = 1..4, against the bar 0.5, the bias of class 1.
  const rows = [
    [1, 1, 0, 0], // 2, 3, 3, 3: to the end
    [0.25, 0.25, 0.25, 0.25], // 0.5, 0.75, 0.5, 0: above at K = 2 alone, as 0.5 is a tie
    [0, 2, 1, 2], // 4, 4, 3, -1: not at K = 4
    [0.25, 0, 0, 1], // 0.25, 0.25, 0.25, -1.75: never
  ];
  const embedding = embeddingOf(head, rows, [0, 0, 0, 0]);
  const options = { ...coveragePresets.paper, ref: 'true' } as const;
  const { first, last } = decidedSpans('test', embedding, head, options);
  expect([...first]).toEqual([1, 2, 1, 0]);
  expect([...last]).toEqual([4, 2, 3, 0]);
});
