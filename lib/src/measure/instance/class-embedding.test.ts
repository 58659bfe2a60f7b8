import { describe, expect, it } from 'vitest';
import { embeddingOf, headFrom } from '../../../../test/toy-embeddings';
import { classEmbedding } from './class-embedding';

describe('classEmbedding', () => {
  it('multiplies fe with the row asked for', () => {
    const head = headFrom(
      [
        [3, 4],
        [5, -6],
      ],
      [1, 2],
    );
    const rows = [
      [1, 2],
      [0.5, 0],
    ];
    const embedding = embeddingOf(head, rows, [0, 1]);
    expect([...classEmbedding(embedding, head, Int32Array.of(1, 0))]).toEqual([5, -12, 1.5, 0]);
    expect([...classEmbedding(embedding, head, Int32Array.of(1, 0), 'normed')]).toEqual([5, -12, 1.5, 0]);
  });

  const cosine = headFrom([
    [0, 2],
    [3, 4],
  ]);

  it('sums to the cosine in normed units', () => {
    const embedding = embeddingOf(cosine, [[3, 4]], [0]);
    const [first, second] = classEmbedding(embedding, cosine, Int32Array.of(0), 'normed');
    expect(first).toBe(0);
    expect(second).toBeCloseTo(0.8, 12);
    expect(embedding.logits[0]).toBeCloseTo(0.8, 6);
    expect([...classEmbedding(embedding, cosine, Int32Array.of(0), 'raw')]).toEqual([0, 8]);
  });

  it('takes the cosine of a zero vector as 0', () => {
    const embedding = { ...embeddingOf(cosine, [[1, 1]], [0]), fe: Float32Array.of(0, 0) };
    expect([...classEmbedding(embedding, cosine, Int32Array.of(1), 'normed')]).toEqual([0, 0]);
  });

  it('refuses a row that is no class', () => {
    const embedding = embeddingOf(cosine, [[1, 1]], [0]);
    expect(() => classEmbedding(embedding, cosine, Int32Array.of(2))).toThrow(/reference\[0\] = 2/);
  });
});
