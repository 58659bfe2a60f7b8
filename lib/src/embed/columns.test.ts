import { describe, expect, it } from 'vitest';
import { featureColumns, instanceColumns } from './columns';
import type { Embedding, Head } from './embeddings';

const embedding: Embedding = {
  n: 2,
  H: 2,
  C: 2,
  fe: Float32Array.of(1, 2, 3, 4),
  logits: Float32Array.of(0, 1, 0, 1),
  labels: Int32Array.of(0, 1),
  predictions: Int32Array.of(1, 1),
};
const head: Head = { kind: 'linear', H: 2, C: 2, W: Float32Array.of(1, -1, 0.5, 2), b: null };

describe('columns of an embedding', () => {
  it('have one row an instance', () => {
    expect(instanceColumns(embedding, ['cat', 'dog'])).toEqual({
      instance: Int32Array.of(0, 1),
      label: Int32Array.of(0, 1),
      class: ['cat', 'dog'],
      prediction: Int32Array.of(1, 1),
      predicted: ['dog', 'dog'],
      correct: [false, true],
    });
  });

  it('have one row an instance and feature, ce by the true class', () => {
    const columns = featureColumns(embedding, head);
    expect(columns.instance).toEqual(Int32Array.of(0, 0, 1, 1));
    expect(columns.feature).toEqual(Int32Array.of(0, 1, 0, 1));
    expect(columns.fe).toEqual(Float32Array.of(1, 2, 3, 4));
    expect(columns.ce).toEqual(Float32Array.of(1, -2, 1.5, 8));
  });

  it('take one class, or ce by the predicted class', () => {
    expect(featureColumns(embedding, head, { label: 1 }).instance).toEqual(Int32Array.of(1, 1));
    expect(featureColumns(embedding, head, { row: 'pred' }).ce).toEqual(Float32Array.of(0.5, 4, 1.5, 8));
  });
});
