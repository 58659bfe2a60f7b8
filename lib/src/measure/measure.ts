import { checkEmbeddings } from '../embed/check';
import type { Embedding, Embeddings, Head } from '../embed/embeddings';
import { trusting } from '../embed/remembered';
import type { Analysis, CoverageByK, MeasureOptions, Measures, Ranked, ResolvedOptions } from './analysis';
import { ablateOwn } from './class/ablation';
import { calibration } from './class/calibration';
import { sharedCeMeans, sharedMeans } from './class/class-means';
import { classTopKRatio } from './class/class-top-k';
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
import { remedies } from './remedies/remedies';
import { fpOverTrain } from './train-test/fp-over-train';
import { frobenius } from './train-test/frobenius';
import { neuralCollapse } from './train-test/neural-collapse';
import { overlap } from './train-test/overlap';
import { standardErrors } from './uncertainty/standard-errors';

/**
 * Every quantity of the paper for one network, from its embeddings alone, for any number of features H and of classes
 * C. Throws UserError on arrays that do not fit together, values that are not finite and unknown options.
 */
export function measure(embeddings: Embeddings, options: Partial<MeasureOptions> = {}): Analysis {
  checkEmbeddings('measure', embeddings);
  const { train, test, head } = embeddings;
  const resolved = resolveMeasureOptions(options, train.H);
  return {
    options: resolved,
    H: train.H,
    nTrain: groupSizes(train.labels, train.C),
    nTest: groupSizes(test.labels, test.C),
    measures: trusting([train, test, head], () => everyMeasure(embeddings, resolved)),
  };
}

function everyMeasure(embeddings: Embeddings, options: ResolvedOptions): Measures {
  const { train, test, head } = embeddings;
  return {
    trainRecall: recall(train),
    testRecall: recall(test),
    trainBac: balancedAccuracy(train),
    testBac: balancedAccuracy(test),
    ...decisionMeasures(train, head, options),
    ...magnitudeMeasures(train, head, options),
    ...similarityMeasures(embeddings, options),
    neuralCollapse: neuralCollapse(embeddings),
    calibration: calibration(test),
    ablation: loudestAblated(embeddings),
    remedies: remedies(embeddings, { retrain: options.retrain, seed: options.seed }),
    standardErrors: standardErrors(embeddings, options),
  };
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

function magnitudeMeasures(train: Embedding, head: Head, options: ResolvedOptions) {
  const { members, contributions, topK, seed, draws } = options;
  const meanCe = topMembers(sharedCeMeans(train, head), members);
  const { members: weights, sumTop10, max } = weightStats(head);
  const [paper, exact] = [options.contribution.paper, options.contribution.exact].map((reading) =>
    contribution(train, head, reading, contributions),
  );
  const frequent = unzip(topMembers(classTopKRatio(train, topK), members));
  return {
    meanCe: { ...unzip(meanCe), weight: weightsOf(head, meanCe) },
    meanCeNormed: unzip(topMembers(sharedCeMeans(train, head, 'normed'), members)),
    meanFe: unzip(topMembers(sharedMeans(train), members)),
    weights: { ...unzip(weights), sumTop10, max },
    contribution: {
      paper: unzip(paper.members).top,
      exact: unzip(exact.members).top,
      index: { paper: unzip(paper.members).index, exact: unzip(exact.members).index },
      skipped: paper.skipped,
    },
    classTopK: { ratio: frequent.top, index: frequent.index },
    describe: describingFeatures(train, head, topK, { seed, draws, ...options.sufficient }),
  } satisfies Partial<Measures>;
}

function similarityMeasures(embeddings: Embeddings, options: ResolvedOptions) {
  const { train, test } = embeddings;
  const { feTp, ceTp, feFp, ceFp, perClass } = overlap(
    embeddings,
    options.overlap,
    options.topK,
    options.members,
  );
  return {
    overlap: { feTp, ceTp, feFp, ceFp, perClass },
    frobenius: frobenius(train, test, options.frobenius),
    fpOverTrain: fpOverTrain(train, test, options.fpMode),
  } satisfies Partial<Measures>;
}

/** At most so many of each class's loudest features are set to zero. */
const SILENCED = 3;

function loudestAblated({ train, test, head }: Embeddings): Measures['ablation'] {
  const K = Math.min(SILENCED, train.H - 1);
  if (K < 1) return null;
  return ablateOwn(test, head, topMembers(sharedCeMeans(train, head), K), K);
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

/** -0, which 0 times a negative weight gives, becomes 0: JSON has no -0. */
function plain(value: number): number {
  return value === 0 ? 0 : value;
}
