import { randomStream } from '../../data/random/random';
import { checkEmbedding } from '../../embed/check';
import type { Embedding, Head } from '../../embed/embeddings';
import { checkValue, number, type Options, oneOf, resolveOptions, whole } from '../../options';
import { balancedDraws } from './balanced-draws';
import { SoftmaxRegression } from './softmax-regression';

/** How a classifier is retrained; the defaults are the paper's. */
export interface RetrainOptions {
  /** Default 10. */
  readonly epochs?: number;
  /** Default 128. */
  readonly batchSize?: number;
  /** After a warm-up of five epochs; default 0.1. */
  readonly learningRate?: number;
  /** Default 0.9. */
  readonly momentum?: number;
  /** Default 2e-4. */
  readonly weightDecay?: number;
  /** Default 0. */
  readonly seed?: number;
  /**
   * What an epoch has: each instance once, or as many draws with replacement, each of a class drawn evenly first
   * (cRT of Kang et al., Decoupling Representation and Classifier, ICLR 2020). Default `instances`.
   */
  readonly sampling?: 'instances' | 'classBalanced';
}

const known: Options<Required<RetrainOptions>> = {
  epochs: [whole(1, 10_000), 10],
  batchSize: [whole(1), 128],
  learningRate: [number(0, 100), 0.1],
  momentum: [number(0, 1), 0.9],
  weightDecay: [number(0, 1), 2e-4],
  seed: [whole(), 0],
  sampling: [oneOf('instances', 'classBalanced'), 'instances'],
};

const WARMUP_EPOCHS = 5;

/**
 * A fresh linear layer with bias, trained by cross-entropy on fixed feature embeddings. `afterEpoch` may look at it
 * each time. Throws UserError on an empty set and unsound options.
 */
export function retrainedLayer(
  where: string,
  train: Embedding,
  options: RetrainOptions,
  afterEpoch: (layer: SoftmaxRegression) => void = () => {},
): Head {
  checkEmbedding(where, train);
  checkValue(where, 'instances in train', train.n, whole(1));
  const resolved = resolveOptions(where, known, options);
  const { epochs, batchSize, learningRate, seed, sampling } = resolved;
  const layer = new SoftmaxRegression(train.H, train.C, resolved);
  for (let k = 1; k <= epochs; k++) {
    const rate = learningRate * Math.min(1, k / WARMUP_EPOCHS);
    const random = randomStream(seed, 'retrain', k);
    const order =
      sampling === 'instances' ? random.permutation(train.n) : balancedDraws(train.labels, train.C, random);
    for (let start = 0; start < train.n; start += batchSize)
      layer.step(train, order.subarray(start, start + batchSize), rate);
    afterEpoch(layer);
  }
  return layer.head();
}
