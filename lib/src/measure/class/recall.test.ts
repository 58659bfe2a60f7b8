import { expect, it } from 'vitest';
import { embeddingOf, readingHead } from '../../../../test/toy-embeddings';
import { balancedAccuracy, confusion, recall } from './recall';

const head = readingHead(3);
const rows = [
  [2, 1, 0],
  [1, 2, 0],
  [0, 2, 1],
];

it('counts per class; a class without instances has no recall and no say', () => {
  const embedding = embeddingOf(head, rows, [0, 0, 1]);
  expect(confusion(embedding)).toEqual([
    [1, 1, 0],
    [0, 1, 0],
    [0, 0, 0],
  ]);
  expect(recall(embedding)).toEqual([0.5, 1, null]);
  expect(balancedAccuracy(embedding)).toBe(0.75);
});

it('has no accuracy without instances', () => {
  const embedding = embeddingOf(head, [], []);
  expect(recall(embedding)).toEqual([null, null, null]);
  expect(balancedAccuracy(embedding)).toBeNull();
});
