import { countsOfProfile } from '../data/imbalance';
import { classNames, type DatasetName } from '../data/sets/class-names';
import { UserError } from '../errors';
import { parameterCount, resnet } from '../model/architecture';
import type { TrainingConfig } from './config';
import { architectureOf, SHAPES_TESTED } from './task';

/** Images that a run passes through its network, in all. */
export interface PassedImages {
  /** Forward and backward, with augmentation. */
  readonly trained: number;
  /** Forward alone: recall after the epochs, and the embeddings. */
  readonly evaluated: number;
}

/** Training images of the whole set, and test images. */
const SIZES: Readonly<Record<Exclude<DatasetName, 'shapes'>, { train: number; test: number }>> = {
  cifar10: { train: 50_000, test: 10_000 },
  svhn: { train: 73_257, test: 26_032 },
  celeba: { train: 10_000, test: 2_000 },
};

/** Of shapes as many are painted as are asked for. */
function sizeOf(config: TrainingConfig): { train: number; test: number } {
  const name = paperData(config);
  if (name !== 'shapes') return SIZES[name];
  const classes = classNames.shapes.length;
  return { train: classes * config.imagesPerClass, test: classes * SHAPES_TESTED };
}

/** Pixels on a side of the images. */
export const IMAGE_SIDE: Readonly<Record<DatasetName, number>> = {
  cifar10: 32,
  svhn: 32,
  celeba: 32,
  shapes: 24,
};

/** Throws UserError for one's own images, whose number no configuration tells. */
export function paperData({ dataset }: Pick<TrainingConfig, 'dataset'>): DatasetName {
  if (dataset !== 'own') return dataset;
  const [given, expected] = ['own images', 'a setting of the paper, whose number of images is known'];
  throw new UserError({ where: 'estimate', given, expected, remedy: 'Train one epoch and take its time.' });
}

/** How many images a configuration trains on and looks at. */
export function passedImages(config: TrainingConfig): PassedImages {
  const { epochs, trainRecallEvery } = config;
  const own = trainingImages(config);
  const recalls = Math.ceil(epochs / trainRecallEvery);
  const { test } = sizeOf(config);
  return { trained: own * epochs, evaluated: test * epochs + own * recalls + embeddedImages(config) };
}

/** Bytes of a finished run's folder: two networks, and features, logits, label and position of every image embedded. */
export function runBytes(config: TrainingConfig): number {
  const classes = classNames[paperData(config)].length;
  const architecture = architectureOf(config, classes);
  const row = architecture.widths[2] + classes + 2;
  return 4 * (2 * parameterCount(architecture) + row * embeddedImages(config));
}

function trainingImages(config: TrainingConfig): number {
  const { balance, profile, imbalanceRatio, imagesPerClass } = config;
  const ratio = balance === 'balanced' ? 1 : imbalanceRatio;
  const counts = countsOfProfile(profile, imagesPerClass, ratio, classNames[paperData(config)].length);
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Those of the test set, its own, and of an imbalanced run all other training images. */
function embeddedImages(config: TrainingConfig): number {
  const { train, test } = sizeOf(config);
  return test + (config.balance === 'balanced' ? trainingImages(config) : train);
}

/** Multiplications of one image's way forward through the convolutions of a configuration's network. */
export function forwardMultiplications({
  depth,
  dataset,
}: Pick<TrainingConfig, 'depth' | 'dataset'>): number {
  const { widths } = resnet(depth, 2);
  const n = (depth - 2) / 6;
  const side = IMAGE_SIDE[paperData({ dataset })];
  const layer = (inputs: number, outputs: number, width: number) => 9 * inputs * outputs * width * width;
  return widths.reduce(
    (sum, width, stage) => {
      const before = widths[stage - 1] ?? width;
      const across = side / 2 ** stage;
      return sum + layer(before, width, across) + (2 * n - 1) * layer(width, width, across);
    },
    layer(3, widths[0], side),
  );
}

/** What a run costs beside another: multiplications, of which a training image has three times those of one evaluated. */
export function workOf(config: TrainingConfig): number {
  const { trained, evaluated } = passedImages(config);
  return (3 * trained + evaluated) * forwardMultiplications(config);
}
