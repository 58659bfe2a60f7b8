import { startBackend } from '../backend/start';
import type { ImageSet, Preprocessing } from '../data/images';
import { randomStream } from '../data/random/random';
import { Evaluator } from '../embed/extract';
import type { TrainingConfig } from './config';
import type { DataSize } from './data-size';
import { architectureOf } from './task';
import { type Task, Trainer } from './trainer';

/** What this machine does, measured just now. */
export interface Speed {
  /** Images a second, forward and backward with augmentation. */
  readonly trained: number;
  /** Images a second, forward alone. */
  readonly evaluated: number;
}

const PREPROCESSING: Preprocessing = { mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25], pad: 4, flip: true };
/** Batches to train, and images to evaluate. */
const [TIMED, EVALUATED] = [12, 2000];

/** How fast this machine trains and evaluates the network of a configuration, on images of noise; some seconds. */
export async function measureSpeed(config: TrainingConfig, size: DataSize): Promise<Speed> {
  await startBackend(undefined, config.precision);
  const { batchSize } = config;
  const task = noiseTask(config, noise(size, TIMED * batchSize));
  const trainer = await Trainer.start(task);
  await trainer.epoch(1); // the first batches are slower
  const trained = (TIMED * batchSize) / (await secondsOf(() => trainer.epoch(2)));
  const { weights } = await trainer.snapshot();
  trainer.dispose();
  const evaluator = new Evaluator(task.architecture);
  const network = { architecture: task.architecture, weights };
  const look = (images: ImageSet) => evaluator.embed(network, images, PREPROCESSING);
  await look(noise(size, 250));
  const images = noise(size, EVALUATED);
  const evaluated = EVALUATED / (await secondsOf(() => look(images)));
  evaluator.dispose();
  return { trained, evaluated };
}

function noiseTask(config: TrainingConfig, train: ImageSet): Task {
  const architecture = architectureOf(config, train.classNames.length);
  return { architecture, regime: config, train, test: train, preprocessing: PREPROCESSING };
}

function noise({ side, train: { length: C } }: DataSize, n: number): ImageSet {
  const classNames = Array.from({ length: C }, (_, c) => String(c));
  const random = randomStream(0, 'speed');
  const pixels = Uint8Array.from({ length: n * side * side * 3 }, () => random.uniform() * 256);
  const labels = Uint8Array.from({ length: n }, (_, i) => i % C);
  return { n, height: side, width: side, pixels, labels, classNames };
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
