import { checkEmbeddings } from '../../embed/check';
import { argmax, type Embedding, type Embeddings, type Head } from '../../embed/embeddings';
import { recallOf } from '../class/recall';
import { groupSizes, meanOf, type PerClass } from '../per-class';
import { nearestClassMean } from './nearest-class-mean';

/** How well the test set is recognised, 0..1. */
export interface Recognised {
  /** `[C]`; null for a class without test instances. */
  readonly recall: PerClass;
  /** Balanced accuracy, the mean of them. */
  readonly bac: number | null;
}

/** The test set under remedies that need no training, beside the network as it is. */
export interface Remedies {
  readonly none: Recognised;
  readonly logitAdjustment: Recognised;
  readonly tauNormalisation: Recognised;
  readonly nearestClassMean: Recognised;
}

/** What each remedy makes of the test set. */
export function remedies(embeddings: Embeddings): Remedies {
  checkEmbeddings('remedies', embeddings);
  const { train, test, head } = embeddings;
  const under = (predictions: Int32Array): Recognised => {
    const recall = recallOf(test.labels, predictions, test.C);
    return { recall, bac: meanOf(recall) };
  };
  // Two of them learn from the training set: without any instance they say nothing.
  const unknown = { recall: new Array<null>(test.C).fill(null), bac: null };
  const learned = (predictions: () => Int32Array) => (train.n === 0 ? unknown : under(predictions()));
  return {
    none: under(test.predictions),
    logitAdjustment: learned(() => adjusted(test, groupSizes(train.labels, train.C))),
    tauNormalisation: under(tauNormalised(test, head)),
    nearestClassMean: learned(() => nearestClassMean(train, test)),
  };
}

/**
 * Predictions from z - ln π, π the classes' shares of the training images; a class without any is never predicted.
 * Source: Menon et al., Long-Tail Learning via Logit Adjustment (ICLR 2021).
 */
function adjusted({ C, logits, labels }: Embedding, counts: readonly number[]): Int32Array {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const lift = counts.map((count) => (count === 0 ? Number.NEGATIVE_INFINITY : -Math.log(count / n)));
  const z = new Float64Array(C);
  return labels.map((_, i) => {
    for (let c = 0; c < C; c++) z[c] = logits[i * C + c] + lift[c];
    return argmax(z);
  });
}

/**
 * Predictions of the layer with each row of W divided by its length, and without b: τ = 1. Source: Kang et al.,
 * Decoupling Representation and Classifier (ICLR 2020).
 */
function tauNormalised({ C, H, fe, labels }: Embedding, { W }: Head): Int32Array {
  const lengths = Array.from({ length: C }, (_, c) => Math.hypot(...W.subarray(c * H, (c + 1) * H)));
  const z = new Float64Array(C);
  return labels.map((_, i) => {
    for (let c = 0; c < C; c++) {
      let sum = 0;
      for (let j = 0; j < H; j++) sum += fe[i * H + j] * W[c * H + j];
      z[c] = lengths[c] === 0 ? 0 : sum / lengths[c];
    }
    return argmax(z);
  });
}
