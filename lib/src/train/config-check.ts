import { PRECISIONS } from '../backend/precision';
import { UserError } from '../errors';
import { resnet } from '../model/architecture';
import type { TrainingConfig } from './config-fields';

/** A value given as text, as a value of the kind of `sample`; other values as they are. */
export function parseValue(key: string, value: unknown, sample: string | number | boolean): unknown {
  if (typeof value !== 'string' || typeof sample === 'string') return value;
  if (typeof sample === 'boolean') return choice(key, value, ['true', 'false']) === 'true';
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number)) throw invalid(key, `"${value}"`, 'a number');
  return number;
}

/** Smallest and largest allowed value, and whether it must be whole. */
type Range = readonly [least: number, most: number, whole?: 'whole'];

const RANGES: { readonly [K in keyof TrainingConfig]?: Range } = {
  seed: [0, 2 ** 32 - 1, 'whole'],
  imagesPerClass: [1, 1e6, 'whole'],
  imbalanceRatio: [1, 1e4],
  depth: [8, 110, 'whole'],
  epochs: [1, 10000, 'whole'],
  batchSize: [2, 4096, 'whole'],
  learningRate: [0, 100],
  momentum: [0, 1],
  weightDecay: [0, 1],
  warmupEpochs: [0, 10000, 'whole'],
  firstDrop: [0, 1],
  secondDrop: [0, 1],
  gamma: [1, 10],
  margin: [0, 1],
  scale: [1, 1000],
  reweightingBeta: [0, 0.999999],
  trainRecallEvery: [1, 10000, 'whole'],
};

/** Throws a UserError on the first value that no run can have. */
export function checkConfig(config: TrainingConfig): void {
  choice('balance', config.balance, ['imbalanced', 'balanced']);
  choice('dataset', config.dataset, ['cifar10', 'svhn', 'celeba']);
  choice('loss', config.loss, ['ce', 'focal', 'ldam']);
  choice('precision', config.precision, PRECISIONS);
  choice('deferredReweighting', config.deferredReweighting, [true, false]);
  for (const [key, range] of Object.entries(RANGES))
    checkRange(key, config[key as keyof TrainingConfig], range);
  resnet(config.depth, 1);
  const { firstDrop, secondDrop } = config;
  if (secondDrop < firstDrop)
    throw invalid('secondDrop', String(secondDrop), `at least firstDrop, ${firstDrop}`);
}

function checkRange(key: string, value: unknown, [least, most, whole]: Range): void {
  const kind = whole ? 'a whole number' : 'a number';
  if (typeof value !== 'number' || !(value >= least && value <= most)) {
    const nearby = Math.min(most, Math.max(least, Number(value))) || least;
    throw invalid(key, String(value), `${kind} from ${least} to ${most}, say ${nearby}`);
  }
  if (whole && !Number.isInteger(value))
    throw invalid(key, String(value), `${kind}, say ${Math.round(value)}`);
}

/** `value` if it is one of `choices`; else a UserError that names the nearest. */
export function choice<T extends string | boolean>(key: string, value: unknown, choices: readonly T[]): T {
  const found = choices.find((c) => c === value);
  if (found !== undefined) return found;
  const names = choices.map(String);
  throw invalid(key, `"${value}"`, `${names.join(', ')}; perhaps ${nearest(String(value), names)}`);
}

/** The error on a key that no configuration has. */
export function unknownKey(key: string, keys: readonly string[]): UserError {
  return invalid(key, 'an unknown key', `one of the keys, perhaps ${nearest(key, keys)}`);
}

function invalid(key: string, given: string, expected: string): UserError {
  return new UserError({
    where: `configuration, ${key}`,
    given,
    expected,
    remedy: 'Correct it and start again.',
  });
}

/** The choice with the most letter pairs in common with `word` (Dice's coefficient). */
function nearest(word: string, choices: readonly string[]): string {
  const pairs = (text: string): Set<string> =>
    new Set([...text.toLowerCase()].map((_, i, all) => all.slice(i, i + 2).join('')));
  const own = pairs(word);
  const score = (text: string): number => {
    const other = pairs(text);
    return (2 * [...own].filter((pair) => other.has(pair)).length) / (own.size + other.size);
  };
  return choices.reduce((best, next) => (score(next) > score(best) ? next : best));
}
