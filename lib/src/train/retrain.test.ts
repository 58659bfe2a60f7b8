import { describe, expect, it } from 'vitest';
import type { Embedding } from '../embed/embeddings';
import { retrainClassifier } from './retrain';

/** Class c has its c-th feature at 1, the others at 0. */
function oneHotFeatures(C: number, perClass: number): Embedding {
  const n = C * perClass;
  const labels = Int32Array.from({ length: n }, (_, i) => i % C);
  const fe = new Float32Array(n * C);
  labels.forEach((label, i) => {
    fe[i * C + label] = 1;
  });
  return { n, H: C, C, fe, logits: new Float32Array(n * C), labels, predictions: labels };
}

/** Cross-entropy and its gradient for one instance, by the definition. */
function softmax(z: readonly number[]): number[] {
  const e = z.map(Math.exp);
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / sum);
}

describe('retrainClassifier', () => {
  it('learns classes that one feature each tells apart', () => {
    const data = oneHotFeatures(4, 50);
    const { best, last, bac } = retrainClassifier(data, data, { batchSize: 10 });
    expect([best, last, bac.length]).toEqual([1, 1, 10]);
  });

  it('takes the step that the definition of SGD takes', () => {
    const data = oneHotFeatures(2, 1);
    const before = retrainClassifier(data, data, { epochs: 1, learningRate: 0 }).head;
    const after = retrainClassifier(data, data, { epochs: 1, learningRate: 0.5 }).head;
    const rate = 0.5 / 5; // first of five warm-up epochs
    const p = [0, 1].map((i) => softmax([0, 1].map((c) => before.W[c * 2 + i] + before.b![c])));
    for (const c of [0, 1]) {
      const errors = [0, 1].map((i) => (p[i][c] - (c === i ? 1 : 0)) / 2);
      for (const j of [0, 1]) {
        const w = before.W[c * 2 + j];
        expect(after.W[c * 2 + j]).toBeCloseTo(w - rate * (errors[j] + 2e-4 * w), 6);
      }
      const b = before.b![c];
      expect(after.b![c]).toBeCloseTo(b - rate * (errors[0] + errors[1] + 2e-4 * b), 6);
    }
  });

  it('draws classes evenly, or takes each instance once', () => {
    const { n, labels, ...rest } = oneHotFeatures(2, 50);
    const rare = { n, labels: labels.map((_, i) => Number(i === 0)), ...rest };
    // Features that tell nothing: what is left is how often each class is drawn.
    const same = { ...rare, fe: rare.fe.fill(1) };
    const lead = (sampling: 'instances' | 'classBalanced') => {
      const options = { sampling, batchSize: 100, epochs: 200 };
      const { W, b } = retrainClassifier(same, same, options).head;
      return W[0] + W[1] + b![0] - (W[2] + W[3] + b![1]);
    };
    expect(lead('instances')).toBeGreaterThan(2);
    expect(Math.abs(lead('classBalanced'))).toBeLessThan(1);
  });

  it('gives the same twice, and another layer for another seed', () => {
    const data = oneHotFeatures(3, 20);
    const W = (seed: number) => retrainClassifier(data, data, { seed, epochs: 2 }).head.W;
    expect(W(0)).toEqual(W(0));
    expect(W(1)).not.toEqual(W(0));
  });
});
