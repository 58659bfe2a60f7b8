import type { ImageSet } from '../data/images';
import type { Normalisation } from '../data/normalisation';
import { UserError } from '../errors';
import { groupSizes } from '../measure/per-class';
import { type Overrides, resolveConfig, type TrainingConfig } from '../train/config';
import { sayAside } from './output';

/** The images that a network is measured on. */
export interface ImageOptions {
  readonly data?: string;
  readonly setting?: string;
  readonly balance?: string;
  /** Of the imbalanced subset. */
  readonly seed?: string;
  /** Most to fewest training images of a class. */
  readonly imbalance?: string;
  /** A name or numbers, as `normalisationNamed` takes them. */
  readonly normalise?: string;
}

/** The configuration of the setting's network whose images these options ask for. Throws UserError, naming `where`. */
export function configOfImages(
  where: string,
  { setting, balance, seed, imbalance }: ImageOptions,
): TrainingConfig {
  if (balance === 'balanced' && (seed ?? imbalance) !== undefined) {
    const given = `${seed === undefined ? '--imbalance' : '--seed'} with --balance balanced`;
    const expected = 'it with an imbalanced training set: a balanced one has all images';
    throw new UserError({ where, given, expected, remedy: 'Leave out one of them.' });
  }
  return resolveConfig({ setting, balance, seed, imbalanceRatio: imbalance } as Overrides);
}

/** How the images were normalised before the network saw them. */
export function normalised({ mean, std }: Normalisation, name = 'those of the data set'): string {
  return `Images normalised by mean ${mean} and deviation ${std} (${name}; --normalise).`;
}

/** Which training images a network is taken to have been trained on. */
export function imagesTaken(
  { balance, seed, imbalanceRatio }: TrainingConfig,
  { n, labels, classNames }: ImageSet,
): string {
  const counts = groupSizes(Int32Array.from(labels), classNames.length).map((count) =>
    count.toLocaleString('en-US'),
  );
  const which =
    balance === 'balanced' ? 'all classes alike' : `${imbalanceRatio}:1, seed ${seed} (--imbalance, --seed)`;
  return `Taken as its training images: ${n.toLocaleString('en-US')}, ${which}; by class ${counts.join(' ')}.`;
}

/** Tells every fifth of the way, beside the report. */
export function progress(what: string): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    const fifth = Math.floor((5 * done) / total);
    if (fifth > told)
      sayAside(`${what} images: ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`);
    told = Math.max(told, fifth);
  };
}
