import { checkEmbeddings } from '../../embed/check';
import type { Embedding, Embeddings, Head } from '../../embed/embeddings';
import { underHead } from '../../embed/under-head';
import { flag, type Options, resolveOptions, whole } from '../../options';
import { recallOf } from '../class/recall';
import { groupSizes, meanOf, type PerClass } from '../per-class';
import { retrainedHeads } from './heads';
import { largestScores } from './largest-score';
import { nearestClassMean } from './nearest-class-mean';

/** How well the test set is recognised, 0..1. */
export interface Recognised {
  /** `[C]`; null for a class without test instances. */
  readonly recall: PerClass;
  /** Balanced accuracy, the mean of them. */
  readonly bac: number | null;
}

/** The test set under remedies that leave the extractor as it is, beside the network as it is. */
export interface Remedies {
  readonly none: Recognised;
  readonly logitAdjustment: Recognised;
  readonly tauNormalisation: Recognised;
  readonly nearestClassMean: Recognised;
  /** A layer trained anew on the imbalanced features, classes drawn evenly; with `retrain`, as the next two. */
  readonly classBalanced?: Recognised;
  readonly smote?: Recognised;
  readonly eos?: Recognised;
}

/** Which remedies are tried. */
export interface RemediesOptions {
  /** Those that train a layer, too: seconds for ten thousand training instances, growing with their square. Default false. */
  readonly retrain: boolean;
  /** Seed of the remedies that draw at random. Default 0. */
  readonly seed: number;
}

const known: Options<RemediesOptions> = { retrain: [flag, false], seed: [whole(), 0] };

/**
 * Recalls of the test set under each remedy of {@link remedyHeads}, beside the network as it is. Throws UserError as
 * that function does.
 */
export function remedies(embeddings: Embeddings, options: Partial<RemediesOptions> = {}): Remedies {
  checkEmbeddings('remedies', embeddings);
  const { retrain, seed } = resolveOptions('remedies', known, options);
  const { train, test, head } = embeddings;
  // Without training instances there is nothing to learn from: unknown.
  const learned = (predictions: () => Int32Array) =>
    train.n === 0 ? unknown(test) : under(test, predictions());
  return {
    none: under(test, test.predictions),
    logitAdjustment: learned(() => adjusted(test, groupSizes(train.labels, train.C))),
    tauNormalisation: under(test, tauNormalised(test, head)),
    nearestClassMean: learned(() => nearestClassMean(train, test)),
    ...(retrain ? retrained(embeddings, seed) : {}),
  };
}

function retrained(embeddings: Embeddings, seed: number) {
  const { train, test } = embeddings;
  if (train.n === 0) return { classBalanced: unknown(test), smote: unknown(test), eos: unknown(test) };
  const heads = retrainedHeads(embeddings, seed);
  const of = (head: Head) => under(test, underHead(embeddings, head).test.predictions);
  return { classBalanced: of(heads.classBalanced), smote: of(heads.smote), eos: of(heads.eos) };
}

function under({ labels, C }: Embedding, predictions: Int32Array): Recognised {
  const recall = recallOf(labels, predictions, C);
  return { recall, bac: meanOf(recall) };
}

function unknown({ C }: Embedding): Recognised {
  return { recall: new Array<null>(C).fill(null), bac: null };
}

/**
 * Predictions from z - ln π, π the classes' shares of the training images; a class without any is never predicted.
 * Source: Menon et al., Long-Tail Learning via Logit Adjustment (ICLR 2021).
 */
function adjusted({ C, logits, labels }: Embedding, counts: readonly number[]): Int32Array {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const lift = Float64Array.from(counts, (count) =>
    count === 0 ? Number.NEGATIVE_INFINITY : -Math.log(count / n),
  );
  return labels.map((_, i) => {
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < C; c++) {
      const z = logits[i * C + c] + lift[c];
      if (!(z > most)) continue;
      best = c;
      most = z;
    }
    return best;
  });
}

/**
 * Predictions of the layer with each row of W divided by its length, and without b: τ = 1. Source: Kang et al.,
 * Decoupling Representation and Classifier (ICLR 2020).
 */
function tauNormalised({ C, H, fe }: Embedding, { W }: Head): Int32Array {
  const lengths = Array.from({ length: C }, (_, c) => Math.hypot(...W.subarray(c * H, (c + 1) * H)) || 1);
  const rows = new Float64Array(W);
  for (let c = 0; c < C; c++) for (let j = c * H; j < (c + 1) * H; j++) rows[j] /= lengths[c];
  const exact = (i: number, c: number) => {
    let sum = 0;
    for (let j = 0; j < H; j++) sum += fe[i * H + j] * W[c * H + j];
    return sum / lengths[c];
  };
  return largestScores({ x: fe, H, rows, offsets: new Float64Array(C), exact });
}
