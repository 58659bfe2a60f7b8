import type { Embedding, Embeddings, Head } from '../embed/embeddings';
import type { Analysis, CoverageByK, MeasureOptions, Measures, Ranked, ResolvedOptions } from './analysis';
import { checkHead, checkPair } from './check';
import { type TrueClassMeans, trueClassMeans } from './class/class-means';
import { type InstanceTopK, instanceTopK, topKRatio } from './class/class-top-k';
import { contribution } from './class/contribution';
import { describingFeatures } from './class/describing-features';
import { balancedAccuracy, recall } from './class/recall';
import { type Members, topMembers } from './class/top-members';
import { weightStats } from './class/weight-stats';
import { type Coverage, coverage, coverageOf } from './instance/coverage';
import { decidedSpans } from './instance/decided-spans';
import { minimalKOf } from './instance/minimal-k';
import { resolveMeasureOptions } from './measure-options';
import { groupSizes } from './per-class';
import { fpOverTrain } from './train-test/fp-over-train';
import { frobenius } from './train-test/frobenius';
import { overlap } from './train-test/overlap';

/**
 * Every quantity of the paper for one network, from its embeddings alone: works for any H and C.
 * Throws UserError on arrays that do not fit together, values that are not finite and unknown options.
 */
export function measure(embeddings: Embeddings, options: Partial<MeasureOptions> = {}): Analysis {
  const { train, test, head } = embeddings;
  checkPair('measure', train, test);
  checkHead('measure', head, train);
  const resolved = resolveMeasureOptions(options, train.H);
  const shared = sharedParts(embeddings, resolved);
  return {
    options: resolved,
    H: train.H,
    nTrain: groupSizes(train.labels, train.C),
    nTest: groupSizes(test.labels, test.C),
    measures: {
      trainRecall: recall(train),
      testRecall: recall(test),
      trainBac: balancedAccuracy(train),
      testBac: balancedAccuracy(test),
      ...decisionMeasures(train, head, resolved),
      ...magnitudeMeasures(train, head, resolved, shared),
      ...similarityMeasures(embeddings, resolved, shared),
    },
  };
}

/** What several measures start from, found once. */
interface Shared {
  readonly top: Readonly<Record<'train' | 'test', InstanceTopK>>;
  /** Of the training set. */
  readonly mu: TrueClassMeans;
}

function sharedParts({ train, test, head }: Embeddings, { topK }: ResolvedOptions): Shared {
  const top = { train: instanceTopK(train, topK), test: instanceTopK(test, topK) };
  return { top, mu: trueClassMeans(train, head) };
}

function decisionMeasures(train: Embedding, head: Head, { Ks, coverage: presets }: ResolvedOptions) {
  const everyK = Array.from({ length: train.H }, (_, k) => k + 1);
  const spans = decidedSpans('measure', train, head, presets.paper);
  const paper = coverageOf(spans, everyK);
  const exact = coverage(train, head, Ks, presets.exact);
  const { perClassMean, missing } = minimalKOf(spans);
  const enough = paper.find(({ overall }) => overall !== null && overall >= 0.9);
  return {
    coverage: { paper: byK(Ks.map((K) => paper[K - 1])), exact: byK(exact) },
    minimalK: {
      perClassMean,
      missing,
      smallestKFor90: enough?.K ?? null,
      overallByK: paper.map(({ overall }) => overall),
    },
  } satisfies Partial<Measures>;
}

function byK(coverages: readonly Coverage[]): CoverageByK {
  return Object.fromEntries(coverages.map(({ K, ...rest }) => [K, rest]));
}

function magnitudeMeasures(train: Embedding, head: Head, options: ResolvedOptions, { top, mu }: Shared) {
  const { members, contributions, topK, seed, draws } = options;
  const meanCe = topMembers(mu.ce.raw, members);
  const { members: weights, sumTop10, max } = weightStats(head);
  const [paper, exact] = [options.contribution.paper, options.contribution.exact].map((reading) =>
    contribution(train, head, reading, contributions, mu.ce[reading.units]),
  );
  const frequent = unzip(topMembers(topKRatio(top.train, train.labels, train.C, train.H), members));
  return {
    meanCe: { ...unzip(meanCe), weight: weightsOf(head, meanCe) },
    meanCeNormed: unzip(topMembers(mu.ce.normed, members)),
    meanFe: unzip(topMembers(mu.fe, members)),
    weights: { ...unzip(weights), sumTop10, max },
    contribution: {
      paper: unzip(paper.members).top,
      exact: unzip(exact.members).top,
      index: { paper: unzip(paper.members).index, exact: unzip(exact.members).index },
      skipped: paper.skipped,
    },
    classTopK: { ratio: frequent.top, index: frequent.index },
    describe: describingFeatures(
      train,
      head,
      topK,
      { seed, draws, ...options.sufficient },
      top.train,
      mu.ce[options.sufficient.units],
    ),
  } satisfies Partial<Measures>;
}

function similarityMeasures(embeddings: Embeddings, options: ResolvedOptions, { top, mu }: Shared) {
  const { train, test } = embeddings;
  const { feTp, ceTp, feFp, ceFp, perClass } = overlap(
    embeddings,
    options.overlap,
    options.topK,
    options.members,
    top,
  );
  return {
    overlap: { feTp, ceTp, feFp, ceFp, perClass },
    frobenius: frobenius(train, test, options.frobenius),
    fpOverTrain: fpOverTrain(train, test, options.fpMode, mu.fe),
  } satisfies Partial<Measures>;
}

function unzip(members: Members): Ranked {
  const present = members.map((ranked) => (ranked.length === 0 ? null : ranked));
  return {
    top: present.map((ranked) => ranked?.map(({ value }) => plain(value)) ?? null),
    index: present.map((ranked) => ranked?.map(({ index }) => index) ?? null),
  };
}

function weightsOf({ W, H }: Head, members: Members): (number[] | null)[] {
  return members.map((ranked, c) =>
    ranked.length === 0 ? null : ranked.map(({ index }) => plain(W[c * H + index])),
  );
}

/** -0, as a product of 0 and a negative weight gives, as 0: JSON knows no other. */
function plain(value: number): number {
  return value === 0 ? 0 : value;
}
