import type { Precision } from '../backend/precision';
import type { ImagesOptions } from '../data/own/images-options';
import type { DatasetName } from '../data/sets/class-names';

/** Data set, loss and imbalance of one of the paper's models. */
export type Setting = 'cifar.ce' | 'cifar.focal' | 'cifar.ldam' | 'svhn.ce' | 'celeba.ce';

/** Loss of a network that is trained on one's own images. */
type OwnSetting = 'own.ce' | 'own.focal' | 'own.ldam';

/** What a network is trained on and with: a setting of the paper, one's own images, or the painted shapes. */
export type AnySetting = Setting | OwnSetting | 'shapes.ce';

/** The setting of the paper; null for one's own images and for shapes. */
export function paperSetting(setting: AnySetting): Setting | null {
  return /^(own|shapes)\./.test(setting) ? null : (setting as Setting);
}

/** The paper's losses. */
export const PAPER_LOSSES = ['ce', 'focal', 'ldam'] as const;
/** The losses that are remedies. */
export const REMEDY_LOSSES = ['balanced-softmax', 'logit-adjusted', 'class-balanced'] as const;
/** All losses: the paper's, and those that are remedies. */
export const LOSSES = [...PAPER_LOSSES, ...REMEDY_LOSSES] as const;

/** Whether a loss is none of the paper's. */
export function isRemedyLoss(loss: string | undefined): boolean {
  return REMEDY_LOSSES.some((name) => name === loss);
}

/** Whether a remedy was at work in training: then the network is no model of the paper's. */
export function hasRemedy({ loss, sampling, mixup = 0 }: Partial<TrainingConfig>): boolean {
  return isRemedyLoss(loss) || sampling === 'classBalanced' || mixup > 0;
}

/**
 * How much is trained. `smoke`: for seconds; `small`: for minutes, for many runs; `course`: for less than an hour on
 * two cores; `paper`: exactly as in the paper.
 */
export type Preset = 'smoke' | 'small' | 'course' | 'paper';

/**
 * Everything that decides a training run, as a flat object. It is saved beside the run's results, and its hash is part
 * of the run's name.
 */
export interface TrainingConfig extends Omit<ImagesOptions, 'onProgress'> {
  readonly setting: AnySetting;
  readonly balance: 'imbalanced' | 'balanced';
  readonly preset: Preset;
  /** Of everything random. */
  readonly seed: number;
  /** Of the choice of the training images; that of everything else, unless it is set. */
  readonly subsetSeed: number;
  readonly dataset: DatasetName | 'own';
  /** Name of one's own images; empty for a setting of the paper. */
  readonly imageSet: string;
  /**
   * How many training images each class has: falling exponentially; `step`: the second half of the classes all have as few as
   * the last; `last`: only the last has few; `as-is`: as many as there are, of one's own images.
   */
  readonly profile: 'exponential' | 'step' | 'last' | 'as-is';
  /** In how many ways an image of the last class of shapes can look, 1 to 18; the other classes have six. */
  readonly looks: number;
  /**
   * Which images of CIFAR-10 a class has that has fewer than the largest: drawn at random; `alike`: near each other in the
   * embedding of the published balanced network; `apart`: far from each other there.
   */
  readonly rareImages: 'random' | 'alike' | 'apart';
  /** Training images of the largest class; of one's own images no more than there are. */
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
  readonly loss: (typeof LOSSES)[number];
  /** Focal loss's exponent. */
  readonly gamma: number;
  /** LDAM's largest margin. */
  readonly margin: number;
  /** LDAM's factor on the cosines, inside the loss only. */
  readonly scale: number;
  /** Deferred re-weighting of the classes after `firstDrop`. */
  readonly deferredReweighting: boolean;
  /** beta of the effective number of images, of deferred re-weighting and of `class-balanced`. */
  readonly reweightingBeta: number;
  /** Factor on the logarithms of the classes' shares in `logit-adjusted`. */
  readonly tau: number;
  /** What an epoch has: each image once, or as many draws with replacement, each of a class drawn evenly first. */
  readonly sampling: 'instances' | 'classBalanced';
  /** Mixup's alpha: images are mixed in pairs by a share from Beta(alpha, alpha); 0 = not at all. */
  readonly mixup: number;
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
  imageSet: '',
  profile: 'exponential',
  looks: 6,
  rareImages: 'random',
  imageSize: 32,
  imageFit: 'crop',
  testShare: 0.2,
  splitBy: 'picture',
  splitSeed: 0,
  flip: false,
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
  tau: 1,
  sampling: 'instances',
  mixup: 0,
  trainRecallEvery: 10,
  precision: 'float32',
};

const { imageSet, profile, looks, rareImages, imageSize, imageFit, testShare, splitBy, splitSeed, flip } =
  defaultRegime;

/** What only a remedy in training sets otherwise. */
const { tau, sampling, mixup } = defaultRegime;

type OwnFields = Pick<
  TrainingConfig,
  'imageSet' | 'profile' | 'imageSize' | 'imageFit' | 'testShare' | 'splitBy' | 'splitSeed' | 'flip'
>;

/** What only runs on one's own images set otherwise. */
export const ownFields: OwnFields = {
  imageSet,
  profile,
  imageSize,
  imageFit,
  testShare,
  splitBy,
  splitSeed,
  flip,
};

/**
 * Fields that configurations did not have at first, by the value that all runs from before had: with it they are no
 * part of a run's name.
 */
export function laterFieldsOf({ seed }: Pick<TrainingConfig, 'seed'>): Partial<TrainingConfig> {
  return {
    precision: 'float32',
    subsetSeed: seed,
    looks,
    rareImages,
    ...ownFields,
    tau,
    sampling,
    mixup,
  };
}
