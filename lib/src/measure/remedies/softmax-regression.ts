import { randomStream } from '../../data/random/random';
import type { Embedding, Head } from '../../embed/embeddings';

/** What the layer is trained on. */
export type Features = Pick<Embedding, 'n' | 'fe' | 'labels'>;

/** Constants of the training. */
interface SgdOfLayer {
  readonly seed: number;
  readonly momentum: number;
  readonly weightDecay: number;
}

/** Multinomial logistic regression by SGD with momentum and coupled weight decay; in float64, on the CPU. */
export class SoftmaxRegression {
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
    { seed, momentum, weightDecay }: SgdOfLayer,
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

  step({ fe, labels }: Features, batch: Int32Array, rate: number): void {
    const { weights, velocity, gradient, momentum, weightDecay } = this;
    gradient.fill(0);
    for (const i of batch) this.accumulate(fe, i * this.H, labels[i], 1 / batch.length);
    for (let j = 0; j < weights.length; j++) {
      velocity[j] = momentum * velocity[j] + gradient[j] + weightDecay * weights[j];
      weights[j] -= rate * velocity[j];
    }
  }

  /** `[n, C]`. */
  logits({ n, fe }: Features): Float32Array {
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
