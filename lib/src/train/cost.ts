import { parameterCount, resnet } from '../model/architecture';
import type { TrainingConfig } from './config';
import type { DataSize } from './data-size';
import { architectureOf, countsOf } from './task';

/** Images that a run passes through its network, in all. */
export interface PassedImages {
  /** Forward and backward, with augmentation. */
  readonly trained: number;
  /** Forward alone: recall after the epochs, and the embeddings. */
  readonly evaluated: number;
}

/** How many images a configuration trains on and looks at. */
export function passedImages(config: TrainingConfig, size: DataSize): PassedImages {
  const { epochs, trainRecallEvery } = config;
  const own = sum(countsOf(config, size.train));
  const recalls = Math.ceil(epochs / trainRecallEvery);
  return {
    trained: own * epochs,
    evaluated: size.test * epochs + own * recalls + embeddedImages(config, size),
  };
}

/** Bytes of a finished run's folder: two networks, and features, logits, label and position of every image embedded. */
export function runBytes(config: TrainingConfig, size: DataSize): number {
  const classes = size.train.length;
  const architecture = architectureOf(config, classes);
  const row = architecture.widths[2] + classes + 2;
  return 4 * (2 * parameterCount(architecture) + row * embeddedImages(config, size));
}

/** Those of the test set, its own, and of an imbalanced run all other training images that it was chosen from. */
function embeddedImages(config: TrainingConfig, { train, test }: DataSize): number {
  const own = sum(countsOf(config, train));
  if (config.balance === 'balanced' || config.profile === 'as-is') return test + own;
  const balanced = { ...config, balance: 'balanced', imbalanceRatio: 1 } as const;
  return test + (config.dataset === 'own' ? sum(countsOf(balanced, train)) : sum(train));
}

/** Multiplications of the way of one image of `side` × `side` pixels forward through a ResNet's convolutions. */
export function forwardMultiplications(depth: number, side: number): number {
  const { widths } = resnet(depth, 2);
  const n = (depth - 2) / 6;
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
export function workOf(config: TrainingConfig, size: DataSize): number {
  const { trained, evaluated } = passedImages(config, size);
  return (3 * trained + evaluated) * forwardMultiplications(config.depth, size.side);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
