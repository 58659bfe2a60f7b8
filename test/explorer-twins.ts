import { subset } from '../lib/src/data/images';
import type { Embeddings } from '../lib/src/embed/embeddings';
import { embeddingOf, headFrom } from './toy-embeddings';

function network(W: number[][], trainLabels: number[]): Embeddings {
  const head = headFrom(W, [0, 0]);
  const train = [
    [2, 0, 1],
    [4, 0, 1],
    [0, 3, 0],
  ];
  const test = [
    [3, 0, 0],
    [0, 1, 0],
    [0, 2, 0],
    [0, 4, 1],
  ];
  return {
    head,
    train: embeddingOf(head, train, trainLabels),
    test: embeddingOf(head, test, [0, 0, 1, 1]),
    classNames: ['cat', 'dog'],
  };
}

/**
 * Two networks of two classes and three features with four test instances, of which each takes instance 1, a cat, for
 * a dog. Under the imbalanced one the mean ce are 3, 0, 0 for cat and 0, 6, 0 for dog.
 */
export const twins = {
  balanced: network(
    [
      [2, 0, 0],
      [0, 1, 0],
    ],
    [0, 1, 1],
  ),
  imbalanced: network(
    [
      [1, 0, 0],
      [0, 2, 0],
    ],
    [0, 0, 1],
  ),
};

/** A picture of one colour for each of the test instances: 2x2, its red is ten times the instance's number. */
export const pictures = {
  n: 4,
  height: 2,
  width: 2,
  pixels: Uint8Array.from({ length: 48 }, (_, k) => (k % 3 === 0 ? 10 * Math.floor(k / 12) : 0)),
  labels: Uint8Array.of(0, 0, 1, 1),
  classNames: ['cat', 'dog'],
};

/** Where an explorer gets them. */
export const images = async (rows: Int32Array) => subset(pictures, rows);
