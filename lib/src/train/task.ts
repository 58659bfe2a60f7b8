import { checkImages, type Dataset, type ImageSet, subset } from '../data/images';
import { countsOfProfile, imbalancedIndices } from '../data/imbalance';
import type { ImagesOptions } from '../data/own/images-options';
import { loadImages } from '../data/own/load-images';
import { loadCeleba } from '../data/sets/celeba';
import { loadCifar10 } from '../data/sets/cifar10';
import { classNames, type DatasetName } from '../data/sets/class-names';
import { loadSvhn } from '../data/sets/svhn';
import { shapes } from '../data/shapes/shapes';
import { type Architecture, resnet } from '../model/architecture';
import { checkValue, record, text } from '../options';
import { defaultRegime, type TrainingConfig } from './config';
import { checkConfig } from './config-check';
import { chooseRareImages, featuresOfBalancedNetwork } from './rare-images';
import { classCounts, type Task } from './trainer';

type Loader = (options: { readonly folder?: string | undefined }) => Promise<Dataset>;
const LOADERS: Record<Exclude<DatasetName, 'shapes'>, Loader> = {
  cifar10: loadCifar10,
  svhn: loadSvhn,
  celeba: loadCeleba,
};

/** Test images of each class of shapes. */
export const SHAPES_TESTED = 100;

/**
 * Loads the data set of a configuration: from `folder` if given, else from where its loader finds it. One's own images
 * need a folder. Throws UserError where the loader does.
 */
export async function loadDataset(
  config: Pick<TrainingConfig, 'dataset'> & Partial<TrainingConfig>,
  folder?: string,
  onProgress?: (done: number, total: number) => void,
): Promise<Dataset> {
  if (config.dataset === 'shapes') return shapesOf({ ...defaultRegime, ...config });
  if (config.dataset !== 'own') {
    const dataset = await LOADERS[config.dataset]({ folder });
    if ((config.rareImages ?? 'random') === 'random') return dataset;
    return { ...dataset, train: { ...dataset.train, features: await featuresOfBalancedNetwork() } };
  }
  const { imageSize, imageFit, testShare, splitBy, splitSeed, flip, imageSet } = {
    ...defaultRegime,
    ...config,
  };
  const path = checkValue('loadDataset', 'folder', folder, text);
  const options = { imageSize, imageFit, testShare, splitBy, splitSeed, flip, onProgress };
  return { ...(await loadImages(path, options as Partial<ImagesOptions>)), name: imageSet || 'own' };
}

/** Shapes painted for a configuration: the last class has `looks`, the others the usual number. */
function shapesOf({ imagesPerClass, imageSize, looks, subsetSeed }: TrainingConfig): Dataset {
  const diversity = classNames.shapes.map((_, c, { length }) =>
    c < length - 1 ? defaultRegime.looks : looks,
  );
  return shapes({
    perClass: imagesPerClass,
    testPerClass: SHAPES_TESTED,
    diversity,
    size: imageSize,
    seed: subsetSeed,
  });
}

/** Positions of a configuration's training images in the whole training set, class after class. */
export function trainingIndices(config: TrainingConfig, train: ImageSet): Int32Array {
  checkValue('trainingIndices', 'config', config, record({}));
  checkConfig(config);
  checkImages('trainingIndices', train);
  const drawn = imbalancedIndices(train.labels, countsOf(config, classCounts(train)), config.subsetSeed);
  return chooseRareImages(drawn, train, config.rareImages);
}

/**
 * Positions of the balanced training set that an imbalanced one is chosen from: of a setting of the paper all there are. None
 * for one's own images as they are.
 */
export function balancedIndices(config: TrainingConfig, train: ImageSet): Int32Array {
  if (config.dataset !== 'own') return Int32Array.from(train.labels.keys());
  if (config.profile === 'as-is') return new Int32Array();
  return trainingIndices({ ...config, balance: 'balanced', imbalanceRatio: 1 }, train);
}

/**
 * Training images of each class, of those that are `there`; of one's own, all classes give as many as the smallest has, unless
 * they stay as they are.
 */
export function countsOf(
  { dataset, balance, profile, imagesPerClass, imbalanceRatio }: TrainingConfig,
  there: readonly number[],
): number[] {
  const C = there.length;
  if (profile === 'as-is' && balance === 'imbalanced')
    return there.map((count) => Math.min(count, imagesPerClass));
  const most = dataset === 'own' ? Math.min(imagesPerClass, ...there) : imagesPerClass;
  const ratio = balance === 'balanced' ? 1 : imbalanceRatio;
  return countsOfProfile(profile, most, ratio, C);
}

/** The network that a configuration trains: a cosine head for LDAM, a linear one else. */
export function architectureOf(
  { depth, loss }: Pick<TrainingConfig, 'depth' | 'loss'>,
  classes: number,
): Architecture {
  return resnet(depth, classes, loss === 'ldam' ? 'cosine' : 'linear');
}

/** The training task of a configuration: the (im)balanced training subset, all test images, a fresh architecture. */
export function taskOf(config: TrainingConfig, dataset: Dataset): Task {
  const { train, test, preprocessing } = dataset;
  return {
    architecture: architectureOf(config, train.classNames.length),
    regime: config,
    train: subset(train, trainingIndices(config, train)),
    test,
    preprocessing,
  };
}
