import type { Embedding, Embeddings, Head } from '../../embed/embeddings';
import { remembered } from '../../embed/remembered';
import { ceMeans, classMeans } from '../class/class-means';
import { type ContributionOptions, contributionTerms, SMALLEST_DENOMINATOR } from '../class/contribution';
import { topMembers } from '../class/top-members';
import { scaleOf } from '../instance/class-embedding';
import type { CoverageOptions } from '../instance/coverage-options';
import { decidedSpans } from '../instance/decided-spans';
import { membersByClass } from '../members';
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
export interface NormError {
  readonly error: number;
  readonly noise: number;
}

/**
 * How far the measures of a class would move with other instances of it: standard errors, by the usual linearisation of
 * quotients (the delta method). `[C]`; null for a set of fewer than two. They know one network, not another training.
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
  const own = membersByClass(train.labels, train.C);
  const { tp, fp } = splitTpFp(test, options.fpMode);
  const spans = decidedSpans('measure', train, head, options.coverage.paper);
  const decided = spans.grouping.map((c, i) => (spans.first[i] > 0 ? c : -1));
  const loudest = topMembers(ceMeans(train, head), 2);
  const ceOf = (c: number, rank: number) => {
    const j = loudest[c][rank]?.index;
    return (i: number) => (j === undefined ? 0 : train.fe[i * train.H + j] * head.W[c * train.H + j]);
  };
  const strongest = topMembers(classMeans(train), 1).map((ranked) => ranked[0]?.index ?? 0);
  return {
    meanCe: own.map((members, c) => meanError(members, ceOf(c, 0))),
    dropOff: own.map((members, c) => quotientError(members, ceOf(c, 0), ceOf(c, 1))),
    meanFe: own.map((members, c) => meanError(members, (i) => train.fe[i * train.H + strongest[c]])),
    minimalK: membersByClass(decided, train.C).map((members) => meanError(members, (i) => spans.first[i])),
    coverageN: groupSizes(spans.grouping, train.C),
    contribution: {
      paper: contributionErrors(train, head, options, options.contribution.paper),
      exact: contributionErrors(train, head, options, options.contribution.exact),
    },
    fpOverTrain: {
      tp: shareErrors(train, test, own, tp, strongest),
      fp: shareErrors(train, test, own, fp, strongest),
    },
    nTp: groupSizes(tp, test.C),
    nFp: groupSizes(fp, test.C),
    frobenius: { tp: normError(train, test, tp, options), fp: normError(train, test, fp, options) },
  };
}

type Value = (i: number) => number;

/** Standard error of a quotient of two means over the same instances. */
function quotientError(members: Int32Array, part: Value, whole: Value): number | null {
  const n = members.length;
  if (n < 2) return null;
  let [parts, wholes, squares] = [0, 0, 0];
  for (const i of members) {
    parts += part(i);
    wholes += whole(i);
  }
  if (wholes === 0) return null;
  const quotient = parts / wholes;
  for (const i of members) squares += (part(i) - quotient * whole(i)) ** 2;
  return Math.sqrt(squares / (n - 1) / n) / Math.abs(wholes / n);
}

function meanError(members: Int32Array, value: Value): number | null {
  return quotientError(members, value, () => 1);
}

/** Of the shares that `contribution` lists, in its order. */
function contributionErrors(
  train: Embedding,
  head: Head,
  { contributions }: Readings,
  reading: ContributionOptions,
): Rows {
  const { factors, wholes, grouping } = contributionTerms(train, head, reading);
  const ratios = reading.estimator === 'meanOfRatios';
  const { H } = train;
  const counted = grouping.map((c, i) => (ratios && Math.abs(wholes[i]) < SMALLEST_DENOMINATOR ? -1 : c));
  const ranked = topMembers(ceMeans(train, head, reading.units), contributions);
  return membersByClass(counted, train.C).map((members, c) => {
    const errors = ranked[c].map(({ index: j }) => {
      const ce = (i: number) => train.fe[i * H + j] * factors.weights[c * H + j] * scaleOf(factors, i);
      return ratios
        ? meanError(members, (i) => ce(i) / wholes[i])
        : quotientError(members, ce, (i) => wholes[i]);
    });
    return errors.some((error) => error === null) || errors.length === 0 ? null : (errors as number[]);
  });
}

/** Of a test mean over the training mean, at each class's strongest feature. */
function shareErrors(
  train: Embedding,
  test: Embedding,
  own: readonly Int32Array[],
  set: Grouping,
  strongest: readonly number[],
): PerClass {
  return membersByClass(set, test.C).map((members, c) => {
    const at = (of: Embedding) => (i: number) => of.fe[i * of.H + strongest[c]];
    const mean = (among: Int32Array, value: Value) =>
      among.reduce((sum, i) => sum + value(i), 0) / among.length;
    const [part, whole] = [meanError(members, at(test)), meanError(own[c], at(train))];
    const trained = mean(own[c], at(train));
    if (part === null || whole === null || trained === 0) return null;
    return Math.hypot(part, (mean(members, at(test)) / trained) * whole) / trained;
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
  for (const [i, c] of grouping.entries())
    if (c >= 0) for (let j = 0; j < H; j++) means[c * H + j] += fe[i * H + j];
  for (const [c, n] of sizes.entries())
    for (let k = c * H; k < (c + 1) * H; k++) means[k] = n < 2 ? Number.NaN : means[k] / n;
  for (const [i, c] of grouping.entries())
    if (c >= 0) for (let j = 0; j < H; j++) variances[c * H + j] += (fe[i * H + j] - means[c * H + j]) ** 2;
  for (const [c, n] of sizes.entries())
    for (let k = c * H; k < (c + 1) * H; k++) variances[k] = n < 2 ? Number.NaN : variances[k] / (n - 1) / n;
  return { means, variances };
}
