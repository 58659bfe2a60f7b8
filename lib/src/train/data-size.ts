import type { Dataset } from '../data/images';
import { classNames, type DatasetName } from '../data/sets/class-names';
import type { TrainingConfig } from './config';
import { SHAPES_TESTED } from './task';
import { classCounts } from './trainer';

/** How much there is to train on and to test with. */
export interface DataSize {
  /** Training images of each class. */
  readonly train: readonly number[];
  /** Test images. */
  readonly test: number;
  /** Pixels on a side. */
  readonly side: number;
}

const SIZES: Readonly<Record<Exclude<DatasetName, 'shapes'>, DataSize>> = {
  cifar10: { train: new Array(10).fill(5000), test: 10_000, side: 32 },
  svhn: {
    train: [13_861, 10_585, 8497, 7458, 6882, 5727, 5595, 5045, 4948, 4659],
    test: 26_032,
    side: 32,
  },
  celeba: { train: [5000, 5000], test: 2000, side: 32 },
};

/** Of a data set that a configuration names; of shapes as many are painted as are asked for. null for one's own images. */
export function knownSize({
  dataset,
  imagesPerClass,
  imageSize,
}: Pick<TrainingConfig, 'dataset' | 'imagesPerClass' | 'imageSize'>): DataSize | null {
  if (dataset === 'own') return null;
  if (dataset !== 'shapes') return SIZES[dataset];
  const train = classNames.shapes.map(() => imagesPerClass);
  return { train, test: train.length * SHAPES_TESTED, side: imageSize };
}

/** Of images at hand. */
export function sizeOf({ train, test }: Dataset): DataSize {
  return { train: classCounts(train), test: test.n, side: train.width };
}
