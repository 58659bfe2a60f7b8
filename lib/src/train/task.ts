import { checkImages, type Dataset, type ImageSet, subset } from '../data/images';
import { imbalanceCounts, imbalancedIndices } from '../data/imbalance';
import { loadCeleba } from '../data/sets/celeba';
import { loadCifar10 } from '../data/sets/cifar10';
import { loadSvhn } from '../data/sets/svhn';
import { type Architecture, resnet } from '../model/architecture';
import { checkValue, record } from '../options';
import type { TrainingConfig } from './config';
import { checkConfig } from './config-check';
import type { Task } from './trainer';

const LOADERS = { cifar10: loadCifar10, svhn: loadSvhn, celeba: loadCeleba };

/** Loads the data set of a configuration: from `folder` if given, else from where its loader finds it. */
export function loadDataset({ dataset }: Pick<TrainingConfig, 'dataset'>, folder?: string): Promise<Dataset> {
  return LOADERS[dataset]({ folder });
}

/** Positions of a configuration's training images in the whole training set, class after class. */
export function trainingIndices(config: TrainingConfig, train: ImageSet): Int32Array {
  checkValue('trainingIndices', 'config', config, record({}));
  checkConfig(config);
  checkImages('trainingIndices', train);
  const { imagesPerClass, imbalanceRatio, balance, subsetSeed } = config;
  const ratio = balance === 'balanced' ? 1 : imbalanceRatio;
  return imbalancedIndices(
    train.labels,
    imbalanceCounts(imagesPerClass, ratio, train.classNames.length),
    subsetSeed,
  );
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
