import { PRECISIONS } from '../backend/precision';
import { imagesOptions } from '../data/own/images-options';
import { classNames, type DatasetName } from '../data/sets/class-names';
import { MOST_CONCEPTS } from '../data/shapes/shape-concepts';
import { UserError } from '../errors';
import { resnet } from '../model/architecture';
import { flag, inWords, type Kind, nearestWord, number, oneOf, whatIsExpected, whole } from '../options';
import { defaultRegime, LOSSES, ownFields, type TrainingConfig } from './config-fields';

/** What each field may be. */
const KINDS: { readonly [K in keyof TrainingConfig]: Kind<TrainingConfig[K]> } = {
  setting: oneOf(
    'cifar.ce',
    'cifar.focal',
    'cifar.ldam',
    'svhn.ce',
    'celeba.ce',
    'shapes.ce',
    'own.ce',
    'own.focal',
    'own.ldam',
  ),
  balance: oneOf('imbalanced', 'balanced'),
  preset: oneOf('smoke', 'small', 'course', 'paper'),
  seed: whole(0, 2 ** 32 - 1),
  subsetSeed: whole(0, 2 ** 32 - 1),
  dataset: oneOf(...(Object.keys(classNames) as DatasetName[]), 'own'),
  imageSet: {
    expected: 'a name of letters, digits, _, - and .',
    accepts: (value) => /^(\w[\w.-]{0,99})?$/.test(String(value)),
  },
  profile: oneOf('exponential', 'step', 'last', 'as-is'),
  looks: whole(1, MOST_CONCEPTS),
  rareImages: oneOf('random', 'alike', 'apart'),
  imageSize: imagesOptions.imageSize[0],
  imageFit: imagesOptions.imageFit[0],
  testShare: imagesOptions.testShare[0],
  splitBy: imagesOptions.splitBy[0],
  splitSeed: imagesOptions.splitSeed[0],
  flip: flag,
  imagesPerClass: whole(1, 1e6),
  imbalanceRatio: number(1, 1e4),
  depth: whole(8, 110),
  epochs: whole(1, 10000),
  batchSize: whole(2, 4096),
  learningRate: number(0, 100),
  momentum: number(0, 1),
  weightDecay: number(0, 1),
  warmupEpochs: whole(0, 10000),
  firstDrop: number(0, 1),
  secondDrop: number(0, 1),
  loss: oneOf(...LOSSES),
  gamma: number(1, 10),
  margin: number(0, 1),
  scale: number(1, 1000),
  deferredReweighting: flag,
  reweightingBeta: number(0, 0.999999),
  tau: number(0, 10),
  sampling: oneOf('instances', 'classBalanced'),
  mixup: number(0, 4),
  trainRecallEvery: whole(1, 10000),
  precision: oneOf(...PRECISIONS),
};

/** A value given as text, as a value of the kind of `sample`; other values as they are. */
export function parseValue(key: string, value: unknown, sample: string | number | boolean): unknown {
  if (typeof value !== 'string' || typeof sample === 'string') return value;
  if (typeof sample === 'boolean') return value === 'true' || (value === 'false' ? false : value);
  const parsed = Number(value);
  if (value.trim() === '' || Number.isNaN(parsed)) throw invalid(key, `"${value}"`, 'a number');
  return parsed;
}

/** Throws UserError unless `value` may stand at `key`. */
export function checkField(key: keyof TrainingConfig, value: unknown): void {
  const kind: Kind<unknown> = KINDS[key];
  if (kind.accepts(value)) return;
  const given = typeof value === 'string' ? `"${value}"` : inWords(value);
  throw invalid(key, given, whatIsExpected(kind, value));
}

/** Throws a UserError on the first value that no run can have. */
export function checkConfig(config: TrainingConfig): void {
  for (const key of Object.keys(KINDS) as (keyof TrainingConfig)[]) checkField(key, config[key]);
  resnet(config.depth, 1);
  checkOwn(config);
  const { firstDrop, secondDrop } = config;
  if (secondDrop < firstDrop)
    throw invalid('secondDrop', String(secondDrop), `at least firstDrop, ${firstDrop}`);
}

/** Shapes and one's own images are settings of their own; what is said of them has no effect on another. */
function checkOwn(config: TrainingConfig): void {
  const [own, shapes] = ['own', 'shapes'].map((name) => config.setting.startsWith(`${name}.`));
  if (own !== (config.dataset === 'own') || shapes !== (config.dataset === 'shapes'))
    throw invalid('dataset', config.dataset, `that of ${config.setting}`);
  if (!shapes && config.looks !== defaultRegime.looks)
    throw invalid(
      'looks',
      String(config.looks),
      'it with shapes (--setting shapes.ce), where it has an effect',
    );
  if (config.dataset !== 'cifar10' && config.rareImages !== defaultRegime.rareImages)
    throw invalid(
      'rareImages',
      config.rareImages,
      'it with CIFAR-10, of which there is a balanced network to tell images that are alike',
    );
  if (own && config.imageSet === '') throw invalid('imageSet', 'no name', 'that of your own images');
  if (own) return;
  for (const key of Object.keys(ownFields) as (keyof typeof ownFields)[])
    if (config[key] !== ownFields[key] && !hasEffect(key, config))
      throw invalid(key, String(config[key]), 'it with your own images (--images), where it has an effect');
}

/** Whether a field that is said of one's own images also has an effect on this setting. */
function hasEffect(key: string, { profile, dataset }: TrainingConfig): boolean {
  return key === 'profile' ? profile !== 'as-is' : key === 'imageSize' && dataset === 'shapes';
}

/** The error on a key that no configuration has. */
export function unknownKey(key: string, keys: readonly string[]): UserError {
  const near = nearestWord(key, keys);
  const expected = near ? `one of the keys, perhaps ${near}` : `one of ${keys.join(', ')}`;
  return invalid(key, 'an unknown key', expected);
}

function invalid(key: string, given: string, expected: string): UserError {
  return new UserError({
    where: `configuration, ${key}`,
    given,
    expected,
    remedy: 'Correct it and start again.',
  });
}
