import { expect, it } from 'vitest';
import { embeddingOf, readingHead } from '../../../../test/toy-embeddings';
import { largestAdversary } from './adversary';

const head = readingHead(3);
const rows = [
  [1, 5, 3],
  [1, 5, 3],
  [2, 2, 1],
];
const embedding = embeddingOf(head, rows, [0, 1, 1]);
const reference = Int32Array.of(1, 0, 0);

it('is the largest logit of another class, also when it equals the own', () => {
  expect([...largestAdversary(embedding, reference)]).toEqual([3, 5, 2]);
});

it('takes the bias off where one is given', () => {
  expect([...largestAdversary(embedding, reference, Float32Array.of(0, 1, 4))]).toEqual([1, 4, 1]);
});
