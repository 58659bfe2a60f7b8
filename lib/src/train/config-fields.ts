import type { Precision } from '../backend/precision';
import type { DatasetName } from '../data/sets/class-names';

/** Data set, loss and imbalance of one of the paper's models. */
export type Setting = 'cifar.ce' | 'cifar.focal' | 'cifar.ldam' | 'svhn.ce' | 'celeba.ce';

/** How much is trained: seconds, minutes (for many runs), under an hour on two cores, or exactly the paper's. */
export type Preset = 'smoke' | 'small' | 'course' | 'paper';

/** Everything that decides a training run. Flat; saved beside its results; its hash names the run. */
export interface TrainingConfig {
  readonly setting: Setting;
  readonly balance: 'imbalanced' | 'balanced';
  readonly preset: Preset;
  /** Of everything random. */
  readonly seed: number;
  /** Of the choice of the training images; that of everything else, unless it is set. */
  readonly subsetSeed: number;
  readonly dataset: DatasetName;
  /** Training images of the largest class. */
  readonly imagesPerClass: number;
  /** Images of the largest class to one of the rarest; 1 in a balanced run. */
  readonly imbalanceRatio: number;
  /** ResNet depth, 6n+2. */
  readonly depth: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
  readonly warmupEpochs: number;
  /** Fraction of the epochs after which the learning rate is divided by 100; 1 = never. */
  readonly firstDrop: number;
  /** Fraction of the epochs after which it is divided by 100 again; 1 = never. */
  readonly secondDrop: number;
  readonly loss: 'ce' | 'focal' | 'ldam';
  /** Focal loss's exponent. */
  readonly gamma: number;
  /** LDAM's largest margin. */
  readonly margin: number;
  /** LDAM's factor on the cosines, inside the loss only. */
  readonly scale: number;
  /** Deferred re-weighting of the classes after `firstDrop`. */
  readonly deferredReweighting: boolean;
  /** beta of the effective number of images. */
  readonly reweightingBeta: number;
  /** Recall on the training set is measured every so many epochs, and at the best and the last. */
  readonly trainRecallEvery: number;
  /** What matrix products and convolutions may be rounded to; `float32`: nothing. */
  readonly precision: Precision;
}

/** The paper's values for `cifar.ce`, imbalanced. */
export const defaultRegime: TrainingConfig = {
  setting: 'cifar.ce',
  balance: 'imbalanced',
  preset: 'paper',
  seed: 0,
  subsetSeed: 0,
  dataset: 'cifar10',
  imagesPerClass: 5000,
  imbalanceRatio: 100,
  depth: 32,
  epochs: 200,
  batchSize: 128,
  learningRate: 0.1,
  momentum: 0.9,
  weightDecay: 2e-4,
  warmupEpochs: 5,
  firstDrop: 0.8,
  secondDrop: 0.9,
  loss: 'ce',
  gamma: 2,
  margin: 0.5,
  scale: 30,
  deferredReweighting: false,
  reweightingBeta: 0.9999,
  trainRecallEvery: 10,
  precision: 'float32',
};

/**
 * Fields that configurations did not have at first, by the value that all runs from before had: with it they are no
 * part of a run's name.
 */
export function laterFieldsOf({ seed }: Pick<TrainingConfig, 'seed'>): Partial<TrainingConfig> {
  return { precision: 'float32', subsetSeed: seed };
}
