import { expect, it } from 'vitest';
import { embeddingOf, headFrom } from '../../../../test/toy-embeddings';
import { classTopKRatio, instanceTopKCe } from './class-top-k';
import { topMembers } from './top-members';

const head = headFrom(
  [
    [1, 1, 1],
    [-1, 1, 2],
    [0, 0, 0],
  ],
  [0, 0, 0],
);
const rows = [
  [3, 2, 1],
  [2, 2, 2],
  [1, 2, 2],
  [5, 1, 4],
];
const embedding = embeddingOf(head, rows, [0, 0, 0, 1]);

it('counts how often a feature is among the K largest fe, ties by the lower feature', () => {
  // Top 2: {0, 1}, {0, 1}, {1, 2} and {0, 2}.
  const ratio = classTopKRatio(embedding, 2);
  expect(ratio).toEqual([Float64Array.of(2 / 3, 1, 1 / 3), Float64Array.of(1, 0, 1), null]);
});

it('ranks by the signed ce of the row asked for', () => {
  const { index } = instanceTopKCe(embedding, head, Int32Array.of(0, 1, 1, 1), 2);
  expect([...index]).toEqual([0, 1, 2, 1, 2, 1, 2, 1]);
});

it('ranks members by falling value, ties by the lower feature, and lists none of an empty class', () => {
  const members = topMembers([Float64Array.of(0.5, 1, 0.5), null], 5);
  const wanted = [
    { index: 1, value: 1 },
    { index: 0, value: 0.5 },
    { index: 2, value: 0.5 },
  ];
  expect(members).toEqual([wanted, []]);
  expect(topMembers([Float64Array.of(-3, -1)], 1)).toEqual([[{ index: 1, value: -1 }]]);
});

it('refuses K beyond H', () => {
  expect(() => classTopKRatio(embedding)).toThrow(/K = 7, expected a whole number from 1 to 3/);
});
