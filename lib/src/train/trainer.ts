import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../backend/start';
import { augmentBatch } from '../data/augment';
import type { ImageSet, Preprocessing } from '../data/images';
import { randomStream } from '../data/random/random';
import { UserError } from '../errors';
import { backgroundTurn } from '../machine';
import { balancedDraws } from '../measure/remedies/balanced-draws';
import { type Architecture, isTrained, tensorSpecs } from '../model/architecture';
import { initialise } from '../model/initialise';
import { fromTensors, type Parameters, toTensors } from '../model/tensors';
import type { HostTensor, Weights } from '../model/weights';
import type { ownFields, TrainingConfig } from './config-fields';
import { effectiveNumberWeights, lossOf } from './losses';
import { drawMixture, type Mixture, mixed } from './mixup';
import { lastEpochBefore, learningRate } from './schedule';
import { type MixedLabels, type TrainingGraph, trainingGraph } from './step';

/** The numbers of a configuration that training itself needs; a notebook may give them without a preset. */
export type Regime = Omit<
  TrainingConfig,
  | keyof typeof ownFields
  | 'setting'
  | 'balance'
  | 'preset'
  | 'subsetSeed'
  | 'dataset'
  | 'looks'
  | 'rareImages'
  | 'imagesPerClass'
  | 'imbalanceRatio'
  | 'depth'
  | 'precision'
>;

/** What is trained on what. */
export interface Task {
  readonly architecture: Architecture;
  readonly regime: Regime;
  readonly train: ImageSet;
  readonly test: ImageSet;
  readonly preprocessing: Preprocessing;
}

/** A training run between two epochs, in plain memory: enough to go on bit for bit. */
export interface Snapshot {
  readonly weights: Weights;
  readonly velocity: Weights;
}

/** What a caller may watch while an epoch is trained, and how it may stop it. */
export interface EpochOptions {
  /** After each batch: images done, of how many, and their mean loss. */
  readonly onBatch?: ((done: number, total: number, loss: number) => void) | undefined;
  /** Once aborted, the epoch ends after the batch at hand, by throwing the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Number of training images per class. */
export function classCounts({ labels, classNames }: ImageSet): number[] {
  const counts = classNames.map(() => 0);
  for (const label of labels) counts[label]++;
  return counts;
}

/** Trains a network epoch by epoch. All randomness comes from (seed, epoch), so any epoch can be repeated. */
export class Trainer {
  private readonly graph: TrainingGraph;
  private readonly reweighted: number[];
  private readonly pixels: Float32Array;
  /** Of mixed images; empty without mixup. */
  private readonly mixedPixels: Float32Array;

  private constructor(
    private readonly task: Task,
    snapshot: Snapshot,
  ) {
    const { architecture, regime, train } = task;
    const counts = classCounts(train);
    const values = toTensors(snapshot.weights);
    const specs = tensorSpecs(architecture);
    const pick = (trained: boolean): Parameters =>
      Object.fromEntries(
        specs.filter((s) => isTrained(s) === trained).map(({ name }) => [name, values[name]]),
      );
    const state = { trained: pick(true), velocity: toTensors(snapshot.velocity), running: pick(false) };
    this.graph = trainingGraph(architecture, lossOf(regime, counts), regime, state);
    tf.dispose({ ...state });
    this.reweighted = effectiveNumberWeights(counts, regime.reweightingBeta);
    this.pixels = new Float32Array(regime.batchSize * train.height * train.width * 3);
    this.mixedPixels = new Float32Array(regime.mixup > 0 ? this.pixels.length : 0);
  }

  /** Starts from a snapshot, or from a fresh network of the regime's seed. */
  static async start(task: Task, snapshot?: Snapshot): Promise<Trainer> {
    await startBackend();
    return new Trainer(task, snapshot ?? fresh(task));
  }

  /** Trains epoch k = 1, 2, … and returns the mean loss of its batches. A loss that is no number is a UserError. */
  async epoch(k: number, options: EpochOptions = {}): Promise<number> {
    const rate = tf.scalar(learningRate(this.task.regime, k));
    const classWeights = tf.tensor1d(this.classWeights(k));
    try {
      return await this.batches(k, rate, classWeights, options);
    } finally {
      tf.dispose([rate, classWeights]);
    }
  }

  private async batches(
    k: number,
    rate: tf.Scalar,
    classWeights: tf.Tensor1D,
    { onBatch, signal }: EpochOptions,
  ): Promise<number> {
    const { regime, train } = this.task;
    const order = this.order(k);
    const augmentation = randomStream(regime.seed, 'augment', k);
    const mixing = randomStream(regime.seed, 'mixup', k);
    let total = 0;
    for (let start = 0; start < train.n; start += regime.batchSize) {
      const indices = order.subarray(start, start + regime.batchSize);
      const pixels = augmentBatch(train, indices, this.task.preprocessing, augmentation, this.pixels);
      const mixture = regime.mixup > 0 ? drawMixture(indices.length, regime.mixup, mixing) : null;
      const loss = await this.update(pixels, indices, mixture, classWeights, rate);
      if (!Number.isFinite(loss)) throw diverged(k, loss);
      total += loss * indices.length;
      const done = start + indices.length;
      onBatch?.(done, train.n, total / done);
      await backgroundTurn(); // lets a notebook or Ctrl-C get a word in
      signal?.throwIfAborted();
    }
    return total / train.n;
  }

  /** The images of an epoch, in order. */
  private order(k: number): Int32Array {
    const { regime, train } = this.task;
    const random = randomStream(regime.seed, 'shuffle', k);
    if (regime.sampling !== 'classBalanced') return random.permutation(train.n);
    return balancedDraws(Int32Array.from(train.labels), train.classNames.length, random);
  }

  /** Weights and momenta as they are now. */
  async snapshot(): Promise<Snapshot> {
    const { trained, velocity, running } = this.graph.state();
    try {
      const weights = await fromTensors({ ...trained, ...running });
      const ordered = tensorSpecs(this.task.architecture).map(
        ({ name }) => [name, weights.get(name)!] as const,
      );
      return { weights: new Map(ordered), velocity: await fromTensors(velocity) };
    } finally {
      tf.dispose([trained, velocity, running].map((tensors) => ({ ...tensors })));
    }
  }

  /** Frees the state and the graph. */
  dispose(): void {
    this.graph.dispose();
  }

  private async update(
    pixels: Float32Array,
    indices: Int32Array,
    mixture: Mixture | null,
    classWeights: tf.Tensor1D,
    rate: tf.Scalar,
  ): Promise<number> {
    const { height, width, labels } = this.task.train;
    const input = mixture ? mixed(pixels, mixture, this.mixedPixels) : pixels;
    const classes = Int32Array.from(indices, (i) => labels[i]);
    const batch = {
      images: tf.tensor4d(input, [indices.length, height, width, 3]),
      labels: tf.tensor1d(classes, 'int32'),
      ...(mixture && mixedLabels(classes, mixture)),
    };
    const { loss } = this.graph.run({ ...batch, classWeights, learningRate: rate });
    tf.dispose(batch);
    const [value] = await loss.data();
    loss.dispose();
    return value;
  }

  /** Ones, until deferred re-weighting sets in with the first drop of the learning rate. */
  private classWeights(k: number): number[] {
    const { deferredReweighting, firstDrop, epochs } = this.task.regime;
    const deferred = deferredReweighting && k > lastEpochBefore(firstDrop, epochs);
    return deferred ? this.reweighted : this.reweighted.map(() => 1);
  }
}

function mixedLabels(classes: Int32Array, { partners, share }: Mixture): MixedLabels {
  return {
    partners: tf.tensor1d(
      partners.map((p) => classes[p]),
      'int32',
    ),
    share: tf.scalar(share),
  };
}

function fresh({ architecture, regime }: Task): Snapshot {
  const { weights } = initialise(architecture, regime.seed);
  const velocity = new Map<string, HostTensor>();
  for (const spec of tensorSpecs(architecture).filter(isTrained)) {
    velocity.set(spec.name, {
      shape: spec.shape,
      data: new Float32Array(weights.get(spec.name)!.data.length),
    });
  }
  return { weights, velocity };
}

function diverged(epoch: number, loss: number): UserError {
  return new UserError({
    where: `training, epoch ${epoch}`,
    given: `a loss of ${loss}`,
    expected: 'a finite loss',
    remedy: 'Lower learningRate, or lengthen warmupEpochs.',
  });
}
