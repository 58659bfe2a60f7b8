import { expect, it } from 'vitest';
import type { Embedding } from '../../embed/embeddings';
import { calibration, confidences, reliability } from './calibration';

/** Two classes; the logit of class 1 is 0, so that the confidences are 0.9, 0.75, 0.75 and 0.5. */
const logits = [9, 3, 3, 1].flatMap((odds) => [Math.log(odds), 0]);
const embedding: Embedding = {
  ...{ n: 4, H: 1, C: 2, fe: new Float32Array(4), logits: Float32Array.from(logits) },
  ...{ labels: Int32Array.of(0, 0, 1, 0), predictions: Int32Array.of(0, 0, 0, 0) },
};

it('is sure by the largest softmax', () => {
  [0.9, 0.75, 0.75, 0.5].forEach((expected, i) => {
    expect(confidences(embedding)[i]).toBeCloseTo(expected, 6);
  });
});

it('bins by confidence, whose means make the calibration error', () => {
  const bins = reliability(embedding);
  expect(bins.map(({ n }) => n)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 0]);
  expect(bins[0]).toEqual({ n: 0, confidence: null, accuracy: null });
  expect(bins[11].accuracy).toBe(0.5);
  expect(bins[11].confidence).toBeCloseTo(0.75, 6);
  expect(bins[13].accuracy).toBe(1);
  // (|1 - 0.5| + 2 · |0.5 - 0.75| + |1 - 0.9|) / 4
  expect(calibration(embedding).ece).toBeCloseTo(0.275, 6);
});
