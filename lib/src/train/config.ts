import { createHash } from 'node:crypto';
import type { DatasetName } from '../data/class-names';
import { checkConfig, choice, parseValue, unknownKey } from './config-check';

/** Data set, loss and imbalance of one of the paper's models. */
export type Setting = 'cifar.ce' | 'cifar.focal' | 'cifar.ldam' | 'svhn.ce' | 'celeba.ce';

/** How much is trained: seconds, under an hour on two cores, or exactly the paper's. */
export type Preset = 'smoke' | 'course' | 'paper';

/** Everything that decides a training run. Flat; saved beside its results; its hash names the run. */
export interface TrainingConfig {
  readonly setting: Setting;
  readonly balance: 'imbalanced' | 'balanced';
  readonly preset: Preset;
  readonly seed: number;
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
}

/** The paper's values for `cifar.ce`, imbalanced. */
export const defaultRegime: TrainingConfig = {
  setting: 'cifar.ce',
  balance: 'imbalanced',
  preset: 'paper',
  seed: 0,
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
};

const SETTINGS: Record<Setting, Partial<TrainingConfig>> = {
  'cifar.ce': {},
  'cifar.focal': { loss: 'focal' },
  'cifar.ldam': { loss: 'ldam', deferredReweighting: true },
  'svhn.ce': { dataset: 'svhn', imagesPerClass: 4600 },
  'celeba.ce': { dataset: 'celeba', imbalanceRatio: 20, depth: 56, epochs: 50, firstDrop: 1, secondDrop: 1 },
};

/** Epochs of the preset `course` are in proportion to those of `paper`; `smoke` only shows that everything runs. */
const PRESETS: Record<Preset, (config: TrainingConfig) => Partial<TrainingConfig>> = {
  paper: () => ({}),
  course: (config) => ({ epochs: Math.round(config.epochs * (config.balance === 'balanced' ? 0.08 : 0.5)) }),
  smoke: (config) => ({ epochs: 2, imagesPerClass: 5 * config.imbalanceRatio, depth: 8, warmupEpochs: 1 }),
};

/** What a caller may set: every field, as a number, a boolean, a name or the text of one. */
export type Overrides = { readonly [K in keyof TrainingConfig]?: TrainingConfig[K] | string };

/** Defaults, then the setting's, then the preset's, then `overrides`. Unknown keys and bad values are UserErrors. */
export function resolveConfig(overrides: Overrides = {}): TrainingConfig {
  const given = parse(overrides);
  const setting = choice('setting', given.setting ?? defaultRegime.setting, Object.keys(SETTINGS)) as Setting;
  const preset = choice('preset', given.preset ?? defaultRegime.preset, Object.keys(PRESETS)) as Preset;
  const base = {
    ...defaultRegime,
    ...SETTINGS[setting],
    setting,
    preset,
    balance: given.balance ?? defaultRegime.balance,
  } as TrainingConfig;
  const balanced = base.balance === 'balanced' ? { imbalanceRatio: 1 } : {};
  const config: TrainingConfig = { ...base, ...PRESETS[preset](base), ...balanced, ...given };
  checkConfig(config);
  return config;
}

/** Name of the run that this configuration makes: `cifar.ce-imbalanced-course-1a2b3c4d`. */
export function runName(config: TrainingConfig): string {
  const canonical = JSON.stringify(Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1)));
  const hash = createHash('sha256').update(canonical).digest('hex').slice(0, 8);
  return `${config.setting}-${config.balance}-${config.preset}-${hash}`;
}

/** Not yet checked. Unset keys are left out, so that they do not hide a preset's value. */
function parse(overrides: Overrides): Partial<TrainingConfig> {
  const set = Object.entries(overrides).filter(([, value]) => value !== undefined);
  const parsed = set.map(([key, value]) => {
    if (!Object.hasOwn(defaultRegime, key)) throw unknownKey(key, Object.keys(defaultRegime));
    return [key, parseValue(key, value, defaultRegime[key as keyof TrainingConfig])];
  });
  return Object.fromEntries(parsed);
}
