import type { Head } from '../model/head';
import { checkValue, type Kind, whole } from '../options';

export type { Head };

/**
 * Embeddings of n instances under one network: what every measure takes.
 * Row-major typed arrays, float32 as the network gave them.
 */
export interface Embedding {
  /** Number of instances. */
  readonly n: number;
  /** Latent width (64 for CIFAR-style ResNets). */
  readonly H: number;
  /** Number of classes. */
  readonly C: number;
  /** Feature embeddings, the input of the classification layer. `fe: [n, H]`; never negative
   * behind a ReLU, as in a ResNet, of either sign in other networks, a vision transformer say. */
  readonly fe: Float32Array;
  /** The network's own logits (cosines for a cosine head). `logits: [n, C]`. */
  readonly logits: Float32Array;
  /** True class of each instance. `labels: [n]`. */
  readonly labels: Int32Array;
  /** argmax of the logits, lowest class first on ties. `predictions: [n]`. */
  readonly predictions: Int32Array;
}

/** One trained network seen through its training and its test images. */
export interface Embeddings {
  readonly head: Head;
  /** The training set the network was trained on (imbalanced for an imbalanced run), not augmented. */
  readonly train: Embedding;
  readonly test: Embedding;
  /**
   * In class order. Figures and comparisons of frequent with rare classes take class 0 for the one with the most training
   * images.
   */
  readonly classNames: readonly string[];
}

const numbers: Kind<ArrayLike<number>> = {
  expected: 'a Float32Array',
  accepts: (value) => Object.prototype.toString.call(value) === '[object Float32Array]',
};

function divisorOf(length: number): Kind<number> {
  const { expected, accepts } = whole(1);
  return {
    expected: `${expected} that divides the ${length} logits`,
    accepts: (C) => accepts(C) && length % (C as number) === 0,
  };
}

/** argmax of each row of `logits: [n, C]`; the lowest class wins a tie. */
export function argmaxRows(logits: Float32Array, C: number): Int32Array {
  checkValue('argmaxRows', 'logits', logits, numbers);
  checkValue('argmaxRows', 'C', C, divisorOf(logits.length));
  return Int32Array.from({ length: logits.length / C }, (_, i) =>
    argmax(logits.subarray(i * C, (i + 1) * C)),
  );
}

/** The class of the largest of an instance's logits `z: [C]`, the lowest on ties. */
export function argmax(z: Float32Array | Float64Array): number {
  let best = 0;
  let most = z[0];
  for (let c = 1; c < z.length; c++) {
    if (!(z[c] > most)) continue;
    best = c;
    most = z[c];
  }
  return best;
}
