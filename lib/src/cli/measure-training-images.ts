import type { ImageSet } from '../data/images';
import { groupSizes } from '../measure/per-class';
import type { TrainingConfig } from '../train/config';
import type { NetworkInput } from './found-images';
import type { ImageOptions } from './measure-image-options';

/** Which images a network is taken to have been trained on: what is said, else what its file says, else `usual`. */
export function chosenImages(
  { trainedOn }: NetworkInput,
  { balance, seed, imbalance, profile, trainList }: ImageOptions,
  usual: TrainingConfig,
): { config: TrainingConfig; from: 'options' | 'file' | 'default' } {
  const said = [balance, seed, imbalance, profile, trainList].some((value) => value !== undefined);
  if (said) return { config: usual, from: 'options' };
  const known = trainedOn?.config;
  return known?.setting === usual.setting || (known?.dataset === 'own' && usual.dataset === 'own')
    ? { config: known, from: 'file' }
    : { config: usual, from: 'default' };
}

/** What is said of a profile other than the paper's. */
const IN_WORDS: Partial<Record<TrainingConfig['profile'], string>> = {
  step: ' in two steps',
  last: ' in the last class alone',
};

/** The same in a sentence, and as the JSON keeps it. */
export function chosenInWords(
  { balance, profile, rareImages, subsetSeed, imbalanceRatio, dataset }: TrainingConfig,
  from: string,
  { n, labels, classNames }: ImageSet,
  list: string | undefined,
) {
  const counts = groupSizes(Int32Array.from(labels), classNames.length);
  const all = dataset === 'own' ? profile === 'as-is' && balance === 'imbalanced' : false;
  const rare = rareImages === 'random' ? '' : `, rare images ${rareImages}`;
  const made = `${imbalanceRatio}:1${IN_WORDS[profile] ?? ''}${rare}, seed ${subsetSeed}`;
  const which =
    list !== undefined
      ? `those of ${list} (--train-list)`
      : all
        ? 'all there are (--imbalance, --balance, --train-list)'
        : balance === 'balanced'
          ? 'all classes alike'
          : `${made} (--imbalance, --seed)`;
  const by = from === 'file' ? ', as the file of the weights says' : '';
  const shown = counts.slice(0, 100).map((count) => count.toLocaleString('en-US'));
  const note = `Taken as its training images: ${n.toLocaleString('en-US')}, ${which}${by}; by class ${shown.join(' ')}${counts.length > 100 ? ' …' : ''}.`;
  const choice = all ? { profile } : { balance, profile, imbalance: imbalanceRatio, seed: subsetSeed };
  const training = { images: n, from, ...(list === undefined ? choice : { list }) };
  return { note, training };
}
