import { describe, expect, it } from 'vitest';
import golden from '../../../test/data/golden.json';
import { resolveConfig } from './config';
import { lastEpochBefore, learningRate } from './schedule';

describe('learningRate', () => {
  it('is the golden one of 200 epochs', () => {
    const paper = resolveConfig();
    for (const { epochIndex, lr } of golden.lr)
      expect(learningRate(paper, epochIndex + 1)).toBeCloseTo(lr, 12);
  });

  it('warms up, stays, and drops after 80% and 90% of any number of epochs', () => {
    const config = { epochs: 10, learningRate: 1, warmupEpochs: 2, firstDrop: 0.8, secondDrop: 0.9 };
    const rates = Array.from({ length: 10 }, (_, i) => learningRate(config, i + 1));
    expect(rates).toEqual([0.5, 1, 1, 1, 1, 1, 1, 1, 0.01, 0.0001]);
  });

  it('never drops with drops at 1, and starts at the peak without a warm-up', () => {
    const config = { epochs: 3, learningRate: 0.1, warmupEpochs: 0, firstDrop: 1, secondDrop: 1 };
    expect([1, 2, 3].map((k) => learningRate(config, k))).toEqual([0.1, 0.1, 0.1]);
  });
});

describe('lastEpochBefore', () => {
  it('rounds, so that 0.9 of 200, which is 180 and a little less in binary, is 180', () => {
    expect(lastEpochBefore(0.9, 200)).toBe(180);
    expect(lastEpochBefore(0.29, 100)).toBe(29); // 0.29 * 100 = 28.999999999999996
  });
});
