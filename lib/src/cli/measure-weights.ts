import { type ImageSet, subset } from '../data/images';
import { type Normalisation, normalisationNamed } from '../data/normalisation';
import { embed } from '../embed/extract';
import { UserError } from '../errors';
import { groupSizes } from '../measure/per-class';
import { readCheckpoint } from '../model/checkpoint';
import { headOf } from '../model/head';
import type { Network } from '../model/weights';
import { type Overrides, paperSetting, resolveConfig, type TrainingConfig } from '../train/config';
import { loadDataset, trainingIndices } from '../train/task';
import { sayAside } from './output';

/** The images that weights are measured on. */
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

/** Weights from anywhere, on the images that the setting's network was trained and tested on. */
export async function fromWeights(file: string, options: ImageOptions) {
  const { data, normalise } = options;
  const chosen = normalise === undefined ? {} : normalisationNamed('--normalise', normalise);
  const config = configured(options);
  const { network, remarks } = await readCheckpoint(file);
  const { train, test, preprocessing: usual } = await loadDataset(config, data);
  const preprocessing = { ...usual, ...chosen };
  checkClasses(file, network, train);
  const trainIndex = trainingIndices(config, train);
  const training = subset(train, trainIndex);
  const pass = (images: ImageSet, what: string) =>
    embed(network, images, preprocessing, { onProgress: progress(what) });
  return {
    embeddings: {
      head: headOf(network),
      train: await pass(training, 'training'),
      test: await pass(test, 'test'),
      classNames: train.classNames,
    },
    trainIndex,
    subject: { setting: paperSetting(config.setting), balance: config.balance },
    notes: [...remarks, normalised(preprocessing, normalise), imagesTaken(config, training)],
    normalisation: { name: normalise ?? null, mean: preprocessing.mean, std: preprocessing.std },
  };
}

function configured({ data, setting, balance, seed, imbalance }: ImageOptions): TrainingConfig {
  if (setting === undefined || data === undefined) {
    const given = setting === undefined ? 'no --setting' : 'no --data';
    const expected =
      'the setting (cifar.ce, cifar.focal, cifar.ldam, svhn.ce or celeba.ce) and the folder of its images';
    const remedy = 'Add them, for example --setting cifar.ce.';
    throw new UserError({ where: '--weights', given, expected, remedy });
  }
  if (balance === 'balanced' && (seed ?? imbalance) !== undefined) {
    const given = `${seed === undefined ? '--imbalance' : '--seed'} with --balance balanced`;
    const expected = 'it with an imbalanced training set: a balanced one has all images';
    throw new UserError({ where: '--weights', given, expected, remedy: 'Leave out one of them.' });
  }
  return resolveConfig({ setting, balance, seed, imbalanceRatio: imbalance } as Overrides);
}

/** How the images were normalised before the network saw them. */
function normalised({ mean, std }: Normalisation, name = 'those of the data set'): string {
  return `Images normalised by mean ${mean} and deviation ${std} (${name}; --normalise).`;
}

/** Which training images a network is taken to have been trained on. */
function imagesTaken(
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

function checkClasses(file: string, { architecture }: Network, { classNames }: ImageSet): void {
  if (architecture.classes === classNames.length) return;
  throw new UserError({
    where: file,
    given: `a network of ${architecture.classes} classes`,
    expected: `${classNames.length}, as the data have`,
    remedy: 'Choose weights that were trained on these data.',
  });
}

/** Tells every fifth of the way, beside the report. */
function progress(what: string): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    const fifth = Math.floor((5 * done) / total);
    if (fifth > told)
      sayAside(`${what} images: ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`);
    told = Math.max(told, fifth);
  };
}
