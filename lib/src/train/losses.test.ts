import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import golden from '../../../test/data/golden.json';
import { startBackend } from '../backend/start';
import { readSafetensors } from '../model/safetensors';
import { resolveConfig } from './config';
import {
  balancedSoftmax,
  classBalanced,
  crossEntropy,
  effectiveNumberWeights,
  focal,
  type Loss,
  ldam,
  ldamMargins,
  logitAdjusted,
  lossOf,
} from './losses';

const COUNTS = golden.counts.cifar10_100;

beforeAll(async () => {
  await startBackend();
});

function oneHot(targets: readonly number[], C: number): tf.Tensor2D {
  return tf.cast(tf.oneHot(tf.tensor1d([...targets], 'int32'), C), 'float32') as tf.Tensor2D;
}

function gradientAt(loss: Loss, logits: number[][], targets: number[], weights: number[]): number[][] {
  const ofLogits = (z: tf.Tensor): tf.Tensor =>
    loss(z as tf.Tensor2D, oneHot(targets, logits[0].length), tf.tensor1d(weights));
  return tf.grad(ofLogits)(tf.tensor2d(logits)).arraySync() as number[][];
}

function lossAt(loss: Loss, logits: number[][], targets: number[], weights: number[]): number {
  return loss(tf.tensor2d(logits), oneHot(targets, logits[0].length), tf.tensor1d(weights)).dataSync()[0];
}

describe('losses', () => {
  const { logits, targets, ldam: cosine } = golden.losses;
  const even = [1, 1, 1];

  it.each([
    ['cross-entropy', crossEntropy, golden.losses.ceMean],
    ['focal, gamma 2', focal(2), golden.losses.focalGamma2Mean],
    ['focal, gamma 1', focal(1), golden.losses.focalGamma1Mean],
  ])('%s of the golden logits', (_name, loss, expected) => {
    expect(lossAt(loss, logits, targets, even)).toBeCloseTo(expected, 6);
  });

  it.each([
    ['balanced softmax', balancedSoftmax([9, 4, 1]), 0.5751522508],
    ['logit-adjusted, tau 2', logitAdjusted([9, 4, 1], 2), 0.6046656114],
    ['logit-adjusted, tau 1, which is balanced softmax', logitAdjusted([9, 4, 1], 1), 0.5751522508],
    ['class-balanced, beta 0.9', classBalanced([9, 4, 1], 0.9), 0.4193809185],
  ])('%s of the golden logits', (_name, loss, expected) => {
    expect(lossAt(loss, logits, targets, even)).toBeCloseTo(expected, 6);
  });

  it('a class without images leaves the others finite, and its logit without effect', () => {
    const loss = balancedSoftmax([3, 1, 0]);
    expect(lossAt(loss, [[0, 0, 9]], [0], even)).toBeCloseTo(Math.log(4 / 3), 6);
  });

  it('LDAM of the golden cosines, without and with class weights', () => {
    const loss = ldam(cosine.margins, cosine.s);
    expect(lossAt(loss, cosine.cos, cosine.targets, even)).toBeCloseTo(cosine.mean, 5);
    expect(lossAt(loss, cosine.cos, cosine.targets, cosine.classWeights)).toBeCloseTo(cosine.weightedMean, 5);
  });

  it('weighted cross-entropy divides by the sum of the weights', () => {
    // Two instances of loss ln 2 whatever their weights: a plain mean of w·l would give 2 ln 2.
    expect(lossAt(crossEntropy, [[0, 0], [5, 5]], [0, 1], [1, 3])).toBeCloseTo(Math.LN2, 6); // biome-ignore format: one line
  });

  it('stays finite on logits that are sure and wrong', () => {
    expect(lossAt(crossEntropy, [[1000, 0]], [1], [1, 1])).toBeCloseTo(1000, 3);
    expect(lossAt(focal(2), [[1000, 0]], [1], [1, 1])).toBeCloseTo(1000, 3);
  });

  it('are chosen by the configuration', () => {
    const config = { ...resolveConfig(), gamma: 1, tau: 2, reweightingBeta: 0.9 };
    for (const [name, loss] of [
      ['balanced-softmax', balancedSoftmax([9, 4, 1])],
      ['logit-adjusted', logitAdjusted([9, 4, 1], 2)],
      ['class-balanced', classBalanced([9, 4, 1], 0.9)],
    ] as const)
      expect(lossAt(lossOf({ ...config, loss: name }, [9, 4, 1]), logits, targets, even)).toBe(
        lossAt(loss, logits, targets, even),
      );
    expect(lossAt(lossOf({ ...config, loss: 'ce' }, [9, 4, 1]), logits, targets, even)).toBeCloseTo(
      golden.losses.ceMean,
      6,
    );
    expect(lossAt(lossOf({ ...config, loss: 'focal' }, [9, 4, 1]), logits, targets, even)).toBeCloseTo(
      golden.losses.focalGamma1Mean,
      6,
    );
    const direct = ldam(ldamMargins([9, 4, 1], 0.5), 30);
    expect(lossAt(lossOf({ ...config, loss: 'ldam' }, [9, 4, 1]), cosine.cos, targets, even)).toBe(
      lossAt(direct, cosine.cos, targets, even),
    );
  });
});

describe('gradients of the losses', () => {
  const logits = [[0.3, -0.2, 0.5], [-0.4, 0.1, 0.2]]; // biome-ignore format: one line
  const targets = [2, 0];
  const weights = [0.5, 1, 1.5];

  // Finite differences of a float32 loss: with a step h the error is about 1e-7 · loss / h + h². Measured: 1.5e-4.
  it.each([
    ['cross-entropy', crossEntropy],
    ['focal', focal(2)],
    ['LDAM', ldam([0.1, 0.2, 0.5], 5)],
    ['balanced softmax', balancedSoftmax([9, 4, 1])],
    ['logit-adjusted', logitAdjusted([9, 4, 1], 2)],
    ['class-balanced', classBalanced([9, 4, 1], 0.9)],
  ])('%s: as finite differences say', (_name, loss) => {
    const h = 1e-2;
    const at = (z: number[][]): number => lossAt(loss, z, targets, weights);
    const found = gradientAt(loss, logits, targets, weights);
    logits.forEach((row, i) => {
      row.forEach((_, c) => {
        const moved = (by: number): number[][] =>
          logits.map((r, k) => r.map((v, d) => (k === i && d === c ? v + by : v)));
        expect(found[i][c]).toBeCloseTo((at(moved(h)) - at(moved(-h))) / (2 * h), 3);
      });
    });
  });

  it('of cross-entropy is softmax minus one-hot, over the batch', () => {
    const found = gradientAt(crossEntropy, [[0, 0], [Math.log(3), 0]], [0, 1], [1, 1]).flat(); // biome-ignore format: one line
    [-0.25, 0.25, 0.375, -0.375].forEach((expected, i) => {
      expect(found[i]).toBeCloseTo(expected, 6);
    });
  });

  it('of focal is 0, not NaN, where the prediction is sure and right', () => {
    expect(gradientAt(focal(2), [[200, 0]], [0], [1, 1])[0].map(Math.abs)).toEqual([0, 0]);
  });
});

it.each(['balanced-softmax', 'logit-adjusted', 'class-balanced'] as const)(
  '%s, value and gradient, as PyTorch has them',
  async (name) => {
    const folder = join(__dirname, '../../../test/data/torch');
    const { tensors, metadata } = await readSafetensors(join(folder, 'losses.safetensors'));
    const at = (key: string) => Array.from(tensors.get(key)!.data);
    const [flat, targets] = [at('logits'), at('targets')];
    const logits = targets.map((_, i) => flat.slice(i * 10, (i + 1) * 10));
    const even = new Array<number>(10).fill(1);
    const config = { ...resolveConfig(), loss: name, tau: 2, reweightingBeta: 0.99 };
    const loss = lossOf(config, JSON.parse(metadata.counts));
    expect(lossAt(loss, logits, targets, even)).toBeCloseTo(at(`${name}/value`)[0], 5);
    for (const [k, value] of gradientAt(loss, logits, targets, even).flat().entries())
      expect(value).toBeCloseTo(at(`${name}/gradient`)[k], 6);
  },
);

describe('margins and weights', () => {
  it('are the golden ones', () => {
    const margins = ldamMargins(COUNTS, 0.5);
    golden.ldamMargins_cifar10_100.forEach((m, c) => {
      expect(margins[c]).toBeCloseTo(m, 12);
    });
    const weights = effectiveNumberWeights(COUNTS, 0.9999);
    golden.drwWeights_cifar10_100.forEach((w, c) => {
      expect(weights[c]).toBeCloseTo(w, 10);
    });
    golden.drwWeights_svhn_100.forEach((w, c) => {
      expect(effectiveNumberWeights(golden.counts.svhn_100, 0.9999)[c]).toBeCloseTo(w, 10);
    });
  });

  it('are even for even classes', () => {
    expect(ldamMargins([7, 7], 0.5)).toEqual([0.5, 0.5]);
    expect(effectiveNumberWeights([7, 7], 0.9999)).toEqual([1, 1]);
  });
});
