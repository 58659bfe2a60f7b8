import * as tf from '@tensorflow/tfjs-core';
import type { TrainingConfig } from './config';

/** Loss of a batch. `logits: [batch, C]`, `oneHot: [batch, C]`, `classWeights: [C]` -> scalar. */
export type Loss = (logits: tf.Tensor2D, oneHot: tf.Tensor2D, classWeights: tf.Tensor1D) => tf.Scalar;

/** Cross-entropy: the mean of -log softmax(z)_t, weighted by the weight of each instance's class. */
export const crossEntropy: Loss = (logits, oneHot, classWeights) => {
  const weights: tf.Tensor1D = tf.sum(tf.mul(oneHot, classWeights), 1);
  return tf.div(tf.sum(tf.mul(weights, instanceLosses(logits, oneHot))), tf.sum(weights)) as tf.Scalar;
};

/** Focal loss: the mean of (1-q)^gamma · l with l an instance's cross-entropy and q = exp(-l). Source: Lin et al. 2017. */
export function focal(gamma: number): Loss {
  return (logits, oneHot) => {
    const losses = instanceLosses(logits, oneHot);
    const hardness = tf.pow(tf.sub(1, tf.exp(tf.neg(losses))), gamma);
    return tf.mean(tf.mul(hardness, losses)) as tf.Scalar;
  };
}

/**
 * LDAM: cosines, minus the margin of the true class, times `scale`, through the weighted cross-entropy. Source: Cao et al.
 * 2019.
 */
export function ldam(margins: readonly number[], scale: number): Loss {
  return (cosines, oneHot, classWeights) => {
    const lowered: tf.Tensor2D = tf.sub(cosines, tf.mul(oneHot, tf.tensor1d([...margins])));
    return crossEntropy(tf.mul(lowered, scale), oneHot, classWeights);
  };
}

/**
 * Cross-entropy of the logits + ln n_c: the softmax of a training set whose classes were alike in size. Source: Ren et al.,
 * Balanced Meta-Softmax (NeurIPS 2020).
 */
export function balancedSoftmax(counts: readonly number[]): Loss {
  return shifted(counts.map(logOf));
}

/**
 * Cross-entropy of the logits + tau ln π_c, π the classes' shares of the training images. With tau = 1 it is
 * {@link balancedSoftmax}. Source: Menon et al., Long-Tail Learning via Logit Adjustment (ICLR 2021).
 */
export function logitAdjusted(counts: readonly number[], tau: number): Loss {
  const n = counts.reduce((sum, count) => sum + count, 0);
  return shifted(counts.map((count) => tau * logOf(count / n)));
}

/**
 * Class-balanced loss: the mean of w_c · cross-entropy, w the {@link effectiveNumberWeights} of the true classes. Source: Cui et al.,
 * Class-Balanced Loss Based on Effective Number of Samples (CVPR 2019).
 */
export function classBalanced(counts: readonly number[], beta: number): Loss {
  const weights = effectiveNumberWeights(counts, beta);
  return (logits, oneHot) => {
    const ofInstances = tf.sum(tf.mul(oneHot, tf.tensor1d(weights)), 1);
    return tf.mean(tf.mul(ofInstances, instanceLosses(logits, oneHot))) as tf.Scalar;
  };
}

/** LDAM's margins: m_c proportional to n_c^(-1/4), the rarest class gets `largest`. */
export function ldamMargins(counts: readonly number[], largest: number): number[] {
  const roots = counts.map((n) => n ** -0.25);
  const most = Math.max(...roots);
  return roots.map((root) => (largest * root) / most);
}

/** Weights by the effective number of images: w_c = (1-beta) / (1-beta^n_c), scaled to sum to C. Source: Cui et al. 2019. */
export function effectiveNumberWeights(counts: readonly number[], beta: number): number[] {
  const raw = counts.map((n) => (1 - beta) / (1 - beta ** n));
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((w) => (w / sum) * counts.length);
}

type LossConfig = Pick<TrainingConfig, 'loss' | 'gamma' | 'margin' | 'scale' | 'tau' | 'reweightingBeta'>;

const BY_NAME: Record<TrainingConfig['loss'], (config: LossConfig, counts: readonly number[]) => Loss> = {
  ce: () => crossEntropy,
  focal: ({ gamma }) => focal(gamma),
  ldam: ({ margin, scale }, counts) => ldam(ldamMargins(counts, margin), scale),
  'balanced-softmax': (_, counts) => balancedSoftmax(counts),
  'logit-adjusted': ({ tau }, counts) => logitAdjusted(counts, tau),
  'class-balanced': ({ reweightingBeta }, counts) => classBalanced(counts, reweightingBeta),
};

/** The loss that a configuration names. `counts`: training images per class. */
export function lossOf(config: LossConfig, counts: readonly number[]): Loss {
  return BY_NAME[config.loss](config, counts);
}

/** Cross-entropy of the logits + `shift: [C]`. */
function shifted(shift: readonly number[]): Loss {
  return (logits, oneHot, classWeights) =>
    crossEntropy(tf.add(logits, tf.tensor1d([...shift])), oneHot, classWeights);
}

/** Of 0, for a class without images, a finite logarithm whose exponential is 0: -∞ would make NaN of the others. */
function logOf(count: number): number {
  return Math.log(Math.max(count, Number.MIN_VALUE));
}

function instanceLosses(logits: tf.Tensor2D, oneHot: tf.Tensor2D): tf.Tensor1D {
  return tf.neg(tf.sum(tf.mul(oneHot, tf.logSoftmax(logits)), 1));
}
