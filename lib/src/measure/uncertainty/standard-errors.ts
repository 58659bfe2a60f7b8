import type { Embedding, Embeddings, Head } from '../../embed/embeddings';
import { remembered } from '../../embed/remembered';
import { sharedCeMeans, sharedMeans } from '../class/class-means';
import { type ContributionOptions, contributionTerms, SMALLEST_DENOMINATOR } from '../class/contribution';
import { type Members, topMembers } from '../class/top-members';
import { type CeFactors, ceFactors, scaleOf } from '../instance/class-embedding';
import type { CoverageOptions } from '../instance/coverage-options';
import { decidedSpans } from '../instance/decided-spans';
import { type Grouping, groupSizes, type PerClass, type Rows } from '../per-class';
import type { FrobeniusOptions } from '../train-test/frobenius';
import { type FpMode, splitTpFp } from '../train-test/tp-fp';

/** The readings under which the measures were taken. */
interface Readings {
  readonly fpMode: FpMode;
  readonly contributions: number;
  readonly coverage: { readonly paper: CoverageOptions };
  readonly contribution: Readonly<Record<'paper' | 'exact', ContributionOptions>>;
  readonly frobenius: FrobeniusOptions;
}

/** A norm's own error, and how far apart two sets of the same distribution and these sizes would be on average. */
interface NormError {
  readonly error: number;
  readonly noise: number;
}

/**
 * Standard errors: how far the measures of a class would move with other instances of the class, by the delta method.
 * `[C]`; null for a set of fewer than two. They are those of one network, and say nothing of how another training
 * would turn out.
 */
export interface StandardErrors {
  /** Of the largest class mean ce, of its quotient with the second largest, and of the largest class mean fe. */
  readonly meanCe: PerClass;
  readonly dropOff: PerClass;
  readonly meanFe: PerClass;
  /** Of the mean instance top-K number, preset `paper`. */
  readonly minimalK: PerClass;
  /** Instances behind each class's coverage, preset `paper`. */
  readonly coverageN: readonly number[];
  /** Of each of `contribution`'s shares. `[C][contributions]`. */
  readonly contribution: { readonly paper: Rows; readonly exact: Rows };
  readonly fpOverTrain: { readonly tp: PerClass; readonly fp: PerClass };
  /** Test instances behind the means of TP and FP. */
  readonly nTp: readonly number[];
  readonly nFp: readonly number[];
  readonly frobenius: { readonly tp: NormError | null; readonly fp: NormError | null };
}

/** The standard errors of one network's measures. Source: Casella and Berger, Statistical Inference, section 5.5.4. */
export function standardErrors(embeddings: Embeddings, options: Readings): StandardErrors {
  const { train, test, head } = embeddings;
  const { labels, C } = train;
  const { tp, fp } = splitTpFp(test, options.fpMode);
  const spans = decidedSpans('measure', train, head, options.coverage.paper);
  const decided = spans.grouping.map((c, i) => (spans.first[i] > 0 ? c : -1));
  const loudest = topMembers(sharedCeMeans(train, head), 2);
  const factors = ceFactors(train, head, 'raw');
  const [first, second] = [0, 1].map((rank) => ceAt(train, factors, placed(loudest, rank), labels));
  const ranked = topMembers(sharedMeans(train), 1);
  const strongest = placed(ranked, 0);
  const trained = ranked.map((members) => members[0]?.value ?? 0);
  const meanFe = meanErrors(feAt(train, strongest, labels), labels, C);
  return {
    meanCe: meanErrors(first, labels, C),
    dropOff: quotientErrors(first, second, labels, C),
    meanFe,
    minimalK: meanErrors(spans.first, decided, C),
    coverageN: groupSizes(spans.grouping, C),
    contribution: {
      paper: contributionErrors(train, head, options, options.contribution.paper),
      exact: contributionErrors(train, head, options, options.contribution.exact),
    },
    fpOverTrain: {
      tp: shareErrors(feAt(test, strongest, tp), tp, trained, meanFe),
      fp: shareErrors(feAt(test, strongest, fp), fp, trained, meanFe),
    },
    nTp: groupSizes(tp, C),
    nFp: groupSizes(fp, C),
    frobenius: { tp: normError(train, test, tp, options), fp: normError(train, test, fp, options) },
  };
}

/** One number an instance. `[n]`. */
type Values = Float64Array | Int32Array;

/** The feature at one place of each class's ranking. `[C]`; -1 where there is none. */
function placed(ranked: Members, place: number): Int32Array {
  return Int32Array.from(ranked, (members) => members[place]?.index ?? -1);
}

/** fe at the feature of each instance's class; 0 where that has none. `features: [C]`. */
function feAt({ H, fe }: Embedding, features: Int32Array, grouping: Grouping): Float64Array {
  const values = new Float64Array(grouping.length);
  for (let i = 0; i < values.length; i++) {
    const j = grouping[i] < 0 ? -1 : features[grouping[i]];
    if (j >= 0) values[i] = fe[i * H + j];
  }
  return values;
}

/** The same of the class embeddings. */
function ceAt(embedding: Embedding, factors: CeFactors, features: Int32Array, grouping: Grouping) {
  const values = feAt(embedding, features, grouping);
  const weights = Float64Array.from(features, (j, c) => (j < 0 ? 0 : factors.weights[c * embedding.H + j]));
  for (let i = 0; i < values.length; i++)
    if (grouping[i] >= 0) values[i] *= weights[grouping[i]] * scaleOf(factors, i);
  return values;
}

/** Standard errors of the quotients of two means over the same instances, those of each class. */
function quotientErrors(parts: Values, wholes: Values, grouping: Grouping, C: number): PerClass {
  const [part, whole] = [sums(parts, grouping, C), sums(wholes, grouping, C)];
  const quotients = part.map((sum, c) => sum / whole[c]);
  const squares = new Float64Array(C);
  for (let i = 0; i < grouping.length; i++) {
    const c = grouping[i];
    if (c >= 0) squares[c] += (parts[i] - quotients[c] * wholes[i]) ** 2;
  }
  return groupSizes(grouping, C).map((n, c) =>
    n < 2 || whole[c] === 0 ? null : Math.sqrt(squares[c] / (n - 1) / n) / Math.abs(whole[c] / n),
  );
}

function meanErrors(values: Values, grouping: Grouping, C: number): PerClass {
  return quotientErrors(values, new Int32Array(values.length).fill(1), grouping, C);
}

function sums(values: Values, grouping: Grouping, C: number): Float64Array {
  const all = new Float64Array(C);
  for (let i = 0; i < grouping.length; i++) if (grouping[i] >= 0) all[grouping[i]] += values[i];
  return all;
}

/** Of the shares that `contribution` lists, in its order. */
function contributionErrors(
  train: Embedding,
  head: Head,
  { contributions }: Readings,
  reading: ContributionOptions,
): Rows {
  const { C, H } = train;
  const { factors, wholes, grouping } = contributionTerms(train, head, reading);
  const ratios = reading.estimator === 'meanOfRatios';
  const counted = grouping.map((c, i) => (ratios && Math.abs(wholes[i]) < SMALLEST_DENOMINATOR ? -1 : c));
  const ranked = topMembers(sharedCeMeans(train, head, reading.units), contributions);
  const errors = Array.from({ length: Math.min(contributions, H) }, (_, place) => {
    const ce = ceAt(train, factors, placed(ranked, place), counted);
    if (!ratios) return quotientErrors(ce, wholes, counted, C);
    return meanErrors(
      ce.map((value, i) => (counted[i] < 0 ? 0 : value / wholes[i])),
      counted,
      C,
    );
  });
  return ranked.map((members, c) => {
    const own = errors.map((ofPlace) => ofPlace[c]);
    return members.length === 0 || own.includes(null) ? null : (own as number[]);
  });
}

/** Of a test mean over the training mean, whose errors are `errors`, at each class's strongest feature. */
function shareErrors(values: Values, set: Grouping, trained: readonly number[], errors: PerClass): PerClass {
  const C = trained.length;
  const [added, sizes] = [sums(values, set, C), groupSizes(set, C)];
  return meanErrors(values, set, C).map((error, c) => {
    const whole = errors[c];
    if (error === null || whole === null || trained[c] === 0) return null;
    return Math.hypot(error, (added[c] / sizes[c] / trained[c]) * whole) / trained[c];
  });
}

/** Of a Frobenius norm of the differences between class means; null where no class has two instances in both sets. */
function normError(train: Embedding, test: Embedding, set: Grouping, options: Readings): NormError | null {
  const ofTrain = options.frobenius.train === 'correct' ? splitTpFp(train).tp : train.labels;
  const a = remembered(train, 'column variances', [options.frobenius.train], () =>
    columnVariances(train, ofTrain),
  );
  const b = columnVariances(test, set);
  let [squares, noise, error] = [0, 0, 0];
  for (let k = 0; k < a.means.length; k++) {
    const variance = a.variances[k] + b.variances[k];
    if (Number.isNaN(variance)) continue;
    const difference = a.means[k] - b.means[k];
    squares += difference ** 2;
    noise += variance;
    error += difference ** 2 * variance;
  }
  return squares === 0 ? null : { error: Math.sqrt(error / squares), noise: Math.sqrt(noise) };
}

/** Class means of fe and their squared standard errors, `[C, H]` each; NaN for a set of fewer than two. */
function columnVariances({ fe, H, C }: Embedding, grouping: Grouping) {
  const [means, variances] = [new Float64Array(C * H), new Float64Array(C * H)];
  const sizes = groupSizes(grouping, C);
  for (let i = 0; i < grouping.length; i++) {
    const [row, at] = [i * H, grouping[i] * H];
    if (at >= 0) for (let j = 0; j < H; j++) means[at + j] += fe[row + j];
  }
  for (let k = 0; k < C * H; k++) means[k] = over(means[k], sizes[Math.floor(k / H)]);
  for (let i = 0; i < grouping.length; i++) {
    const [row, at] = [i * H, grouping[i] * H];
    if (at >= 0) for (let j = 0; j < H; j++) variances[at + j] += (fe[row + j] - means[at + j]) ** 2;
  }
  for (let k = 0; k < C * H; k++) {
    const n = sizes[Math.floor(k / H)];
    variances[k] = over(variances[k] / (n - 1), n);
  }
  return { means, variances };
}

function over(sum: number, n: number): number {
  return n < 2 ? Number.NaN : sum / n;
}
