import { hashOf } from '../machine';
import { checkValue, record } from '../options';
import { checkConfig, checkField, parseValue, unknownKey } from './config-check';
import {
  type AnySetting,
  defaultRegime,
  isRemedyLoss,
  laterFieldsOf,
  type Preset,
  type TrainingConfig,
} from './config-fields';

export { checkConfig, unknownKey } from './config-check';
export * from './config-fields';

/** Names of all fields. */
export const configKeys: readonly string[] = Object.keys(defaultRegime);

/** No more images of a class than this: all that there are. */
const ALL = 1e6;

const SETTINGS: Record<AnySetting, Partial<TrainingConfig>> = {
  'cifar.ce': {},
  'cifar.focal': { loss: 'focal' },
  'cifar.ldam': { loss: 'ldam', deferredReweighting: true },
  'svhn.ce': { dataset: 'svhn', imagesPerClass: 4600 },
  'celeba.ce': { dataset: 'celeba', imbalanceRatio: 20, depth: 56, epochs: 50, firstDrop: 1, secondDrop: 1 },
  'shapes.ce': {
    dataset: 'shapes',
    imageSize: 16,
    imagesPerClass: 200,
    imbalanceRatio: 4,
    depth: 8,
    epochs: 30,
    batchSize: 16,
    learningRate: 0.05,
    warmupEpochs: 1,
  },
  'own.ce': { dataset: 'own', imagesPerClass: ALL },
  'own.focal': { dataset: 'own', imagesPerClass: ALL, loss: 'focal' },
  'own.ldam': { dataset: 'own', imagesPerClass: ALL, loss: 'ldam', deferredReweighting: true },
};

/**
 * `small`: a ResNet-8 on a fifth of the images, for sweeps of many runs. `course`: half the paper's epochs; of a balanced run,
 * whose epochs are four times as long, 8 %. `smoke` only shows that everything runs.
 */
const PRESETS: Record<Preset, (config: TrainingConfig) => Partial<TrainingConfig>> = {
  paper: () => ({}),
  course: (config) => ({ epochs: Math.round(config.epochs * (config.balance === 'balanced' ? 0.08 : 0.5)) }),
  small: (config) => ({
    depth: 8,
    epochs: 16,
    imagesPerClass: Math.round(config.imagesPerClass / 5),
    batchSize: 32,
    warmupEpochs: 1,
  }),
  smoke: (config) => ({ epochs: 2, imagesPerClass: 5 * config.imbalanceRatio, depth: 8, warmupEpochs: 1 }),
};

/** What a caller may set: every field, as a number, a boolean, a name or the text of one. */
export type Overrides = { readonly [K in keyof TrainingConfig]?: TrainingConfig[K] | string };

/**
 * The whole configuration of a run: the defaults, replaced by the setting's values, then by the preset's, then by
 * `overrides`. Throws UserError on unknown keys and on values out of range.
 */
export function resolveConfig(overrides: Overrides = {}): TrainingConfig {
  const given = parse(overrides);
  const { setting = defaultRegime.setting, preset = defaultRegime.preset } = given;
  checkField('setting', setting);
  checkField('preset', preset);
  const base = {
    ...defaultRegime,
    ...SETTINGS[setting],
    setting,
    preset,
    balance: given.balance ?? defaultRegime.balance,
    subsetSeed: given.seed ?? defaultRegime.seed,
  } as TrainingConfig;
  const balanced = base.balance === 'balanced' ? { imbalanceRatio: 1 } : {};
  const config: TrainingConfig = { ...base, ...PRESETS[preset](base), ...balanced, ...given };
  checkConfig(config);
  return config;
}

/** Name of the run that this configuration makes: `cifar.ce-imbalanced-course-1a2b3c4d`. */
export function runName(config: TrainingConfig): string {
  const hash = hashOf('sha256', canonical(config)).slice(0, 8);
  return `${modelName(config)}-${config.balance}-${config.preset}-${hash}`;
}

/**
 * The setting, `cifar.ce`; of a network on one's own images with the name of these, `digits.ce`; with the names of the remedies
 * in its training, `cifar.balanced-softmax` or `cifar.ce-resampled-mixup`.
 */
export function modelName({
  setting,
  imageSet,
  loss = 'ce',
  sampling,
  mixup = 0,
}: Pick<TrainingConfig, 'setting'> & Partial<TrainingConfig>): string {
  const model = imageSet ? setting.replace('own', () => imageSet) : setting;
  const named = isRemedyLoss(loss) ? model.replace(/[^.]*$/, loss) : model;
  return `${named}${sampling === 'classBalanced' ? '-resampled' : ''}${mixup > 0 ? '-mixup' : ''}`;
}

/** The same text for configurations that make the same run, also for one written before a later field was there. */
export function canonical(config: TrainingConfig): string {
  const later: Partial<TrainingConfig> = laterFieldsOf(config);
  const fields = Object.entries(config).filter(
    ([key, value]) => later[key as keyof TrainingConfig] !== value,
  );
  return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Not yet checked. Unset keys are left out, so that they do not hide a preset's value. */
function parse(overrides: Overrides): Partial<TrainingConfig> {
  checkValue('resolveConfig', 'overrides', overrides, record({}));
  const set = Object.entries(overrides).filter(([, value]) => value !== undefined);
  const parsed = set.map(([key, value]) => {
    if (!Object.hasOwn(defaultRegime, key)) throw unknownKey(key, Object.keys(defaultRegime));
    return [key, parseValue(key, value, defaultRegime[key as keyof TrainingConfig])];
  });
  return Object.fromEntries(parsed);
}
