import { imbalanceCounts } from '../data/imbalance';
import { classNames, type DatasetName } from '../data/sets/class-names';
import { resnet } from '../model/architecture';
import type { TrainingConfig } from './config';

/** Images that a run passes through its network, in all. */
export interface PassedImages {
  /** Forward and backward, with augmentation. */
  readonly trained: number;
  /** Forward alone: recall after the epochs, and the embeddings. */
  readonly evaluated: number;
}

/** Training images of the whole set, test images, and pixels on a side. CelebA: as many as its loader balances. */
const SIZES: Readonly<Record<DatasetName, { train: number; test: number; side: number }>> = {
  cifar10: { train: 50_000, test: 10_000, side: 32 },
  svhn: { train: 73_257, test: 26_032, side: 32 },
  celeba: { train: 10_000, test: 10_000, side: 32 },
};

/** How many images a configuration trains on and looks at. */
export function passedImages(config: TrainingConfig): PassedImages {
  const { dataset, balance, imbalanceRatio, imagesPerClass, epochs, trainRecallEvery } = config;
  const ratio = balance === 'balanced' ? 1 : imbalanceRatio;
  const counts = imbalanceCounts(imagesPerClass, ratio, classNames[dataset].length);
  const own = counts.reduce((sum, count) => sum + count, 0);
  const { train, test } = SIZES[dataset];
  const recalls = Math.floor(epochs / trainRecallEvery) + (epochs % trainRecallEvery === 0 ? 0 : 1);
  const embedded = test + (balance === 'balanced' ? own : train);
  return { trained: own * epochs, evaluated: test * epochs + own * recalls + embedded };
}

/** Multiplications of one image's way forward through the convolutions of a configuration's network. */
export function forwardMultiplications({
  depth,
  dataset,
}: Pick<TrainingConfig, 'depth' | 'dataset'>): number {
  const { blocksPerStage: n, widths } = resnet(depth, 2);
  const { side } = SIZES[dataset];
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
