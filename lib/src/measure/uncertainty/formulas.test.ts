import { describe, expect, it } from 'vitest';
import { embeddingOf, headFrom } from '../../../../test/toy-embeddings';
import { measure } from '../measure';
import { spearmanInterval, wilsonInterval } from './formulas';

const near = (found: { low: number; high: number }, low: number, high: number) => {
  expect(found.low).toBeCloseTo(low, 4);
  expect(found.high).toBeCloseTo(high, 4);
};

describe('wilsonInterval', () => {
  // Newcombe (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  it('is what Newcombe printed', () => {
    near(wilsonInterval(81 / 263, 263), 0.2553, 0.3662);
    near(wilsonInterval(15 / 148, 148), 0.0624, 0.1605);
    near(wilsonInterval(0, 20), 0, 0.1611);
    near(wilsonInterval(1 / 29, 29), 0.0061, 0.1718);
  });

  it('refuses a share in per cent, and no images', () => {
    expect(() => wilsonInterval(96, 50)).toThrow(/share = 96/);
    expect(() => wilsonInterval(0.5, 0)).toThrow(/n = 0/);
  });
});

describe('spearmanInterval', () => {
  it('is tanh(atanh ρ ± 1.96 √((1 + ρ²/2) / (n − 3)))', () => {
    // atanh 0.5 = 0.5493; √(1.125 / 7) = 0.4009; 0.5493 ∓ 0.7857.
    near(spearmanInterval(0.5, 10), -0.2321, 0.8705);
  });

  it('has a width for a perfect order, holds it, and knows nothing of three pairs', () => {
    expect(spearmanInterval(1, 10).high).toBe(1);
    expect(spearmanInterval(1, 10).low).toBeLessThan(0.98);
    expect(spearmanInterval(-1, 10).low).toBe(-1);
    expect(spearmanInterval(0.5, 3)).toEqual({ low: -1, high: 1 });
  });
});

describe('standard errors', () => {
  // Class 0 by feature 0, class 1 by feature 1. Class 0 trains on fe 2, 4 and 6, class 1 on a single image.
  const head = headFrom(
    [
      [2, 0],
      [0, 1],
    ],
    [0, 0],
  );
  const train = embeddingOf(
    head,
    [
      [2, 1],
      [4, 1],
      [6, 2],
      [0, 3],
    ],
    [0, 0, 0, 1],
  );
  const test = embeddingOf(
    head,
    [
      [1, 9],
      [2, 9],
      [3, 9],
      [0, 3],
    ],
    [0, 0, 0, 1],
  );
  const { standardErrors } = measure({ head, train, test, classNames: ['a', 'b'] }).measures;

  it('of a mean are its standard deviation over the root of n; of one image none is known', () => {
    // ce 4, 8, 12: standard deviation 4. fe 2, 4, 6: 2.
    expect(standardErrors.meanCe[0]).toBeCloseTo(4 / Math.sqrt(3), 12);
    expect(standardErrors.meanFe[0]).toBeCloseTo(2 / Math.sqrt(3), 12);
    expect(standardErrors.meanCe[1]).toBeNull();
  });

  it('of a test mean over a training mean count both, with the images behind them', () => {
    // Missed fe 1, 2, 3 (error 1/√3) over the training mean 4 (error 2/√3): quotient 1/2.
    const expected = Math.hypot(1 / Math.sqrt(3), (0.5 * 2) / Math.sqrt(3)) / 4;
    expect(standardErrors.fpOverTrain.fp[0]).toBeCloseTo(expected, 12);
    expect([standardErrors.nTp, standardErrors.nFp]).toEqual([
      [0, 1],
      [3, 0],
    ]);
  });

  it('of a norm say what two sets of one distribution would be apart', () => {
    // Class 0, squared errors of feature 0: 4/3 of training, 1/3 of the missed; of feature 1: 1/9 and 0.
    expect(standardErrors.frobenius.fp?.noise).toBeCloseTo(4 / 3, 12);
    expect(standardErrors.frobenius.tp).toBeNull();
  });
});
