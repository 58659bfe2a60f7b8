import { checkImages, type Dataset, type ImageSet, subset } from '../data/images';
import { cifar10ImagesAt, findCifar10 } from '../data/sets/cifar10';
import { UserError } from '../errors';
import { exists } from '../machine';
import { checkValue, record } from '../options';
import type { TrainingConfig } from '../train/config';
import { loadDataset } from '../train/task';
import type { Run } from './load-run';

/** The images behind the rows of a network's embeddings. */
export interface RunImages {
  train(rows: Int32Array): Promise<ImageSet>;
  test(rows: Int32Array): Promise<ImageSet>;
}

/**
 * The images of a run that was trained on one's own images or on CIFAR-10; null where CIFAR-10 is not at hand (`npx
 * fragility download cifar10` fetches it). Throws UserError for a run on other images: CelebA's licence forbids
 * passing on its faces, and that includes notebooks.
 */
export function imagesOfRun({
  config,
  trainIndex,
  imagesPath,
}: Pick<Run, 'config' | 'trainIndex' | 'imagesPath'>): RunImages | null {
  if (config.dataset === 'own') return ownImages(config, trainIndex, imagesPath);
  if (config.dataset === 'shapes') return imagesOf(() => loadDataset(config), trainIndex);
  if (config.dataset !== 'cifar10') throw notShown(config.dataset);
  if (!findCifar10()) return null;
  const images = async (split: 'train' | 'test', positions: Int32Array) => {
    const found = await cifar10ImagesAt(split, positions);
    return found ?? Promise.reject(new Error('CIFAR-10 was removed while its images were read'));
  };
  return {
    train: (rows) =>
      images(
        'train',
        rows.map((row) => trainIndex[row]),
      ),
    // All test images are embedded, in their own order.
    test: (rows) => images('test', rows),
  };
}

/** One's own images, read once when the first are asked for; null where their folder is gone. */
function ownImages(
  config: TrainingConfig,
  trainIndex: Int32Array,
  path: string | undefined,
): RunImages | null {
  if (path === undefined || !exists(path)) return null;
  return imagesOf(() => loadDataset(config, path), trainIndex);
}

/** The images of a data set that is loaded once, when the first are asked for. */
function imagesOf(load: () => Promise<Dataset>, trainIndex: Int32Array): RunImages {
  let dataset: Promise<Dataset> | null = null;
  const loaded = () => {
    dataset ??= load();
    return dataset;
  };
  return {
    train: async (rows) =>
      subset(
        (await loaded()).train,
        rows.map((row) => trainIndex[row]),
      ),
    test: async (rows) => subset((await loaded()).test, rows),
  };
}

/** The images of a data set in memory, for embeddings whose rows are in its order, as `trainLive` gives them. */
export function imagesOfDataset(dataset: Dataset): RunImages {
  const { train, test } = checkValue(
    'imagesOfDataset',
    'dataset',
    dataset,
    record<Partial<Dataset>>({}),
  ) as Dataset;
  checkImages('imagesOfDataset', train);
  checkImages('imagesOfDataset', test);
  return {
    train: async (rows) => subset(train, rows),
    test: async (rows) => subset(test, rows),
  };
}

function notShown(dataset: 'svhn' | 'celeba'): UserError {
  const why =
    dataset === 'celeba'
      ? 'CelebA’s licence lets nobody pass on its faces, and a notebook is passed on.'
      : 'Only CIFAR-10’s images can be read one by one.';
  return new UserError({
    where: 'imagesOfRun',
    given: `a run on ${dataset}`,
    expected: 'a run on cifar10',
    remedy: `${why} Choose another run, or painted shapes: imagesOfDataset(shapes()).`,
  });
}
