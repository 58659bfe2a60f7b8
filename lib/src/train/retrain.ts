import { randomStream } from '../data/random/random';
import { checkPair } from '../embed/check';
import { argmaxRows, type Embedding, type Head } from '../embed/embeddings';
import { balancedAccuracy } from '../measure/class/recall';
import { checkValue, number, type Options, resolveOptions, whole } from '../options';

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
}

/** A retrained classifier. */
export interface Retrained {
  /** Test BAC after each epoch, 0..1. */
  readonly bac: readonly number[];
  /** The best of them, which the paper reports; `last` is the honest one: the best is chosen on the test set. */
  readonly best: number;
  readonly last: number;
  /** The layer after the last epoch. */
  readonly head: Head;
}

const known: Options<Required<RetrainOptions>> = {
  epochs: [whole(1, 10_000), 10],
  batchSize: [whole(1), 128],
  learningRate: [number(0, 100), 0.1],
  momentum: [number(0, 1), 0.9],
  weightDecay: [number(0, 1), 2e-4],
  seed: [whole(), 0],
};

const WARMUP_EPOCHS = 5;

/**
 * RQ1: a fresh linear layer with bias, trained by cross-entropy on fixed feature embeddings (those of the *balanced*
 * training set under the extractor of the imbalanced run). For every loss, LDAM too. Throws UserError
 * on sets of different H or C, empty sets and unsound options. Source: paper §5.1, Table 1.
 */
export function retrainClassifier(
  train: Embedding,
  test: Embedding,
  options: RetrainOptions = {},
): Retrained {
  checkPair('retrainClassifier', train, test);
  checkValue('retrainClassifier', 'instances in train', train.n, whole(1));
  checkValue('retrainClassifier', 'instances in test', test.n, whole(1));
  const resolved = resolveOptions('retrainClassifier', known, options);
  const { epochs, batchSize, learningRate, seed } = resolved;
  const layer = new SoftmaxRegression(train.H, train.C, resolved);
  const bac: number[] = [];
  for (let k = 1; k <= epochs; k++) {
    const rate = learningRate * Math.min(1, k / WARMUP_EPOCHS);
    const order = randomStream(seed, 'retrain', k).permutation(train.n);
    for (let start = 0; start < train.n; start += batchSize)
      layer.step(train, order.subarray(start, start + batchSize), rate);
    bac.push(balancedAccuracy({ ...test, predictions: argmaxRows(layer.logits(test), train.C) }) ?? 0);
  }
  return { bac, best: Math.max(...bac), last: bac[bac.length - 1], head: layer.head() };
}

/** Multinomial logistic regression by SGD with momentum and coupled weight decay; in float64, on the CPU. */
class SoftmaxRegression {
  /** `[C, H + 1]`, the bias last in each row; the same for the two below. */
  private readonly weights: Float64Array;
  private readonly velocity: Float64Array;
  private readonly gradient: Float64Array;
  private readonly z: Float64Array;
  private readonly momentum: number;
  private readonly weightDecay: number;

  constructor(
    private readonly H: number,
    private readonly C: number,
    { seed, momentum, weightDecay }: Required<RetrainOptions>,
  ) {
    const random = randomStream(seed, 'retrain', 'initialise');
    const bound = 1 / Math.sqrt(H);
    this.weights = Float64Array.from({ length: C * (H + 1) }, () => bound * (2 * random.uniform() - 1));
    this.velocity = new Float64Array(this.weights.length);
    this.gradient = new Float64Array(this.weights.length);
    this.z = new Float64Array(C);
    this.momentum = momentum;
    this.weightDecay = weightDecay;
  }

  step({ fe, labels }: Embedding, batch: Int32Array, rate: number): void {
    const { weights, velocity, gradient, momentum, weightDecay } = this;
    gradient.fill(0);
    for (const i of batch) this.accumulate(fe, i * this.H, labels[i], 1 / batch.length);
    for (let j = 0; j < weights.length; j++) {
      velocity[j] = momentum * velocity[j] + gradient[j] + weightDecay * weights[j];
      weights[j] -= rate * velocity[j];
    }
  }

  /** `[n, C]`. */
  logits({ n, fe }: Embedding): Float32Array {
    const out = new Float32Array(n * this.C);
    for (let i = 0; i < n; i++) {
      this.score(fe, i * this.H);
      out.set(this.z, i * this.C);
    }
    return out;
  }

  head(): Head {
    const { H, C, weights } = this;
    const row = (c: number): Float64Array => weights.subarray(c * (H + 1), c * (H + 1) + H);
    const W = new Float32Array(C * H);
    for (let c = 0; c < C; c++) W.set(row(c), c * H);
    return {
      kind: 'linear',
      H,
      C,
      W,
      b: Float32Array.from({ length: C }, (_, c) => weights[c * (H + 1) + H]),
    };
  }

  /** Adds the gradient of one instance's cross-entropy, times `share`. */
  private accumulate(fe: Float32Array, offset: number, label: number, share: number): void {
    const { H, C, z, gradient } = this;
    this.score(fe, offset);
    const largest = Math.max(...z);
    let sum = 0;
    for (let c = 0; c < C; c++) sum += Math.exp(z[c] - largest);
    for (let c = 0; c < C; c++) {
      const error = share * (Math.exp(z[c] - largest) / sum - (c === label ? 1 : 0));
      const row = c * (H + 1);
      for (let j = 0; j < H; j++) gradient[row + j] += error * fe[offset + j];
      gradient[row + H] += error;
    }
  }

  private score(fe: Float32Array, offset: number): void {
    const { H, C, z, weights } = this;
    for (let c = 0; c < C; c++) {
      const row = c * (H + 1);
      let sum = weights[row + H];
      for (let j = 0; j < H; j++) sum += weights[row + j] * fe[offset + j];
      z[c] = sum;
    }
  }
}
