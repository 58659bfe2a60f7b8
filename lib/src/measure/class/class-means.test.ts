import { expect, it } from 'vitest';
import { embeddingOf, headFrom } from '../../../../test/toy-embeddings';
import { ceMeans, classMeans } from './class-means';

it('averages the instances of each set; an empty set has no mean', () => {
  const head = headFrom(
    [
      [1, -2],
      [3, 0],
      [1, 1],
    ],
    [0, 0, 0],
  );
  const rows = [
    [1, 2],
    [3, 6],
    [5, 7],
  ];
  const embedding = embeddingOf(head, rows, [0, 0, 1]);
  expect(classMeans(embedding)).toEqual([Float64Array.of(2, 4), Float64Array.of(5, 7), null]);
  expect(classMeans(embedding, Int32Array.of(-1, 2, 2))).toEqual([null, null, Float64Array.of(4, 6.5)]);
  expect(ceMeans(embedding, head)).toEqual([Float64Array.of(2, -8), Float64Array.of(15, 0), null]);
});

it('adds in float64', () => {
  const head = headFrom([[1], [1]], [0, 0]);
  // In float32 16777216 + 1 is 16777216 again.
  const [mean] = classMeans(embeddingOf(head, [[16777216], [1], [1]], [0, 0, 0]));
  expect(mean).toEqual(Float64Array.of(5592406));
});

it('averages unit vectors in normed units of a cosine head', () => {
  const head = headFrom([
    [0, 2],
    [5, 0],
  ]);
  const rows = [
    [3, 4],
    [0, 9],
  ];
  const [mean] = ceMeans(embeddingOf(head, rows, [0, 0]), head, 'normed');
  expect(mean![0]).toBe(0);
  expect(mean![1]).toBeCloseTo(0.9, 12);
});

it.each([null, [1, 2]])('finds all means of the true classes at once, bias %o', (b) => {
  const head = headFrom(
    [
      [0, 2],
      [5, 1],
    ],
    b,
  );
  const embedding = embeddingOf(
    head,
    [
      [3, 4],
      [0, 9],
      [1, 1],
    ],
    [0, 0, 1],
  );
  const fe = classMeans(embedding);
  const ce = { raw: ceMeans(embedding, head), normed: ceMeans(embedding, head, 'normed') };
  expect(fe).toEqual([Float64Array.of(1.5, 6.5), Float64Array.of(1, 1)]);
  expect(ce.raw).toEqual([Float64Array.of(0, 13), Float64Array.of(5, 1)]);
  expect(ce.normed).toEqual(b ? ce.raw : ceMeans(embedding, head, 'normed'));
});
