import { expect, test } from 'vitest';
import { exampleInstances } from './example-instances';

// Logits of class 0 for its six instances: 1 to 6; instances 1 and 4 are taken for class 1.
const embedding = {
  ...{ n: 7, H: 1, C: 2, fe: new Float32Array(7) },
  logits: Float32Array.of(3, 0, 1, 9, 6, 0, 5, 0, 4, 9, 2, 0, 0, 1),
  labels: Int32Array.of(0, 0, 0, 0, 0, 0, 1),
  predictions: Int32Array.of(0, 1, 0, 0, 1, 0, 1),
};

test('instances of the class alone, by its logit, recognised and missed apart', () => {
  const { recognised, missed } = exampleInstances(embedding, 0);
  expect([...recognised]).toEqual([2, 3, 0, 5]);
  expect([...missed]).toEqual([4, 1]);
});

test('fewer are spread evenly over the logits, both ends among them', () => {
  expect([...exampleInstances(embedding, 0, { recognised: 2 }).recognised]).toEqual([2, 5]);
  expect([...exampleInstances(embedding, 0, { recognised: 3 }).recognised]).toEqual([2, 0, 5]);
  expect([...exampleInstances(embedding, 0, { missed: 0 }).missed]).toEqual([]);
});
