import { expect, test } from 'vitest';
import type { Embedding } from './embeddings';
import { concatenated, pickInstances, selectInstances } from './select';

const embedding: Embedding = {
  n: 3,
  H: 2,
  C: 2,
  fe: Float32Array.of(1, 2, 3, 4, 5, 6),
  logits: Float32Array.of(9, 0, 9, 1, 0, 9),
  labels: Int32Array.of(0, 1, 1),
  predictions: Int32Array.of(0, 0, 1),
};

test('keeps whole rows, in their order', () => {
  expect(selectInstances(embedding, (label) => label === 1)).toEqual({
    ...{ n: 2, H: 2, C: 2 },
    fe: Float32Array.of(3, 4, 5, 6),
    logits: Float32Array.of(9, 1, 0, 9),
    labels: Int32Array.of(1, 1),
    predictions: Int32Array.of(0, 1),
  });
  expect(selectInstances(embedding, (label, prediction) => label !== prediction).fe).toEqual(
    Float32Array.of(3, 4),
  );
  expect(selectInstances(embedding, (_label, _prediction, i) => i === 2).labels).toEqual(Int32Array.of(1));
});

test('none kept: an empty embedding of the same H and C', () => {
  expect(selectInstances(embedding, () => false)).toMatchObject({
    n: 0,
    H: 2,
    C: 2,
    fe: new Float32Array(0),
  });
});

test('picks rows by position, in the order given, one twice', () => {
  expect(pickInstances(embedding, Int32Array.of(2, 0, 2))).toEqual({
    ...{ n: 3, H: 2, C: 2 },
    fe: Float32Array.of(5, 6, 1, 2, 5, 6),
    logits: Float32Array.of(0, 9, 9, 0, 0, 9),
    labels: Int32Array.of(1, 0, 1),
    predictions: Int32Array.of(1, 0, 1),
  });
});

test('two embeddings one after the other, which picking takes apart again', () => {
  const both = concatenated(embedding, pickInstances(embedding, Int32Array.of(2)));
  expect(both.n).toBe(4);
  expect(both.fe).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6, 5, 6));
  expect(pickInstances(both, Int32Array.of(0, 1, 2))).toEqual(embedding);
});
