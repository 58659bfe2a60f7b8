import { beforeAll, describe, expect, it } from 'vitest';
import { imbalanceCounts, imbalancedIndices, loadCifar10, subset } from '../lib/src/data';
import { cifar10Classes } from '../lib/src/data/sets/class-names';
import type { Embeddings } from '../lib/src/embed/embeddings';
import { embed } from '../lib/src/embed/extract';
import {
  contribution,
  contributionPresets,
  coverage,
  coveragePresets,
  frobenius,
  overlap,
} from '../lib/src/measure';
import type { Analysis } from '../lib/src/measure/analysis';
import { measure } from '../lib/src/measure/measure';
import { headOf, loadCheckpoint } from '../lib/src/model';
import {
  type ComparisonRow,
  compareWithPublished,
  judgeClaims,
  ourValues,
  type Results,
} from '../lib/src/paper';
import { sharedFolder } from './shared';

const weights = sharedFolder('authors-model', 'cifar10-imbalanced-ce.safetensors');
const images = process.env.FRAGILITY_CIFAR10 || sharedFolder('datasets', 'cifar-10-batches-bin');
if (!weights) console.log("skipped: the authors' model is not among the shared material");
if (!images)
  console.log('skipped: the real CIFAR-10 is neither in FRAGILITY_CIFAR10 nor among the shared data');

/** Numbers that the model cannot meet, and why. */
const exceptions: Record<string, string> = {
  'S53.imb.K2.cls6to9': 'class 9: exactly 45 of its 50 images, where the paper says more than 90 %',
  'S55.cifar.ce.topCe.cls9':
    'the mean is 7.62, as the average 8.3 over classes 6-9 needs; the text says more than 8',
  'S57.cifar.ce.overlap.TP.ce': '96 by the true row of training instances, 95 by the predicted row',
};

describe.skipIf(!weights || !images)("the authors' model on the authors' images", () => {
  let embeddings: Embeddings;
  let analysis: Analysis;
  let results: Results;

  beforeAll(async () => {
    const network = await loadCheckpoint(weights!);
    const { train, test, preprocessing } = await loadCifar10({ folder: images! });
    const counts = imbalanceCounts(5000, 100, 10);
    const seen = subset(train, imbalancedIndices(train.labels, counts));
    embeddings = {
      head: headOf(network),
      train: await embed(network, seen, preprocessing),
      test: await embed(network, test, preprocessing),
      classNames: cifar10Classes,
    };
    analysis = measure(embeddings);
    results = { 'cifar.ce': { imbalanced: analysis, preset: 'paper', epochs: 200 } };
  }, 600_000);

  function rows(holds: boolean): ComparisonRow[] {
    return compareWithPublished(ourValues(results)).filter((row) => row.holds === holds);
  }

  it('gives every published number of an imbalanced run as printed, but for three', () => {
    expect(rows(false).map(({ id }) => id)).toEqual(Object.keys(exceptions));
    expect(rows(true).length).toBe(65);
  });

  it('misses those three by what is known', () => {
    const { testRecall, coverage, meanCe } = analysis.measures;
    expect(testRecall.at(-1)).toBe(0.623);
    expect(coverage.paper['2'].perClass.at(-1)).toBe(45 / 50);
    expect(meanCe.top[9]![0]).toBeCloseTo(7.623, 3);
    expect(overlap(embeddings, { trainRow: 'pred' }).ceTp).toBeCloseTo(0.95, 12);
  });

  it('makes every claim true that needs no other model', () => {
    const verdicts = judgeClaims(results);
    expect(verdicts.filter(({ pass }) => pass === false)).toEqual([]);
    expect(verdicts.filter(({ pass }) => pass === true).length).toBe(28);
  });

  const digits = (values: readonly (number | null)[], n = 3) =>
    values.map((value) => Number(value!.toFixed(n)));

  it('gives the mean ce, contributions and top-7 ratios that were found before', () => {
    const { meanCe, contribution, classTopK, fpOverTrain } = analysis.measures;
    expect(digits(meanCe.top.map((row) => row![0]))).toEqual([
      ...[1.844, 3.756, 1.999, 2.134, 2.225, 3.612, 8.684, 7.794, 9.104, 7.623],
    ]);
    expect(digits(contribution.paper.map((row) => row![0]))).toEqual([
      ...[0.138, 0.237, 0.181, 0.257, 0.208, 0.389, 0.91, 0.694, 0.511, 0.523],
    ]);
    expect(digits(classTopK.ratio.map((row) => row![0]))).toEqual([
      ...[0.658, 0.938, 0.836, 0.942, 0.941, 0.987, 1, 1, 1, 1],
    ]);
    const over90 = classTopK.ratio.map((row) => row!.filter((ratio) => ratio > 0.9).length);
    expect(over90).toEqual([0, 2, 0, 1, 2, 2, 1, 2, 4, 5]);
    expect(digits(fpOverTrain.fp)).toEqual([
      ...[0.608, 0.38, 0.515, 0.504, 0.503, 0.441, 0.459, 0.415, 0.352, 0.344],
    ]);
    expect(analysis.measures.describe.union).toEqual([58, 55, 52, 54, 39, 43, 44, 35, 20, 14]);
    expect(analysis.measures.describe.unionMatched[0]).toBeCloseTo(36, 0);
  });

  it('tells the readings of the paper apart as they were told before', () => {
    const { train, test, head } = embeddings;
    const lowest = (options: Parameters<typeof coverage>[3]) =>
      Math.min(...coverage(train, head, [7], options)[0].perClass.map((share) => share!));
    expect(digits([lowest({}), lowest({ bias: 'none' }), lowest({ ref: 'true' })])).toEqual([
      0.948, 0.955, 0.914,
    ]);
    expect(digits([lowest({ ref: 'true', population: 'correct' }), lowest(coveragePresets.exact)])).toEqual([
      0.951, 0.97,
    ]);
    expect(coverage(train, head, [64], coveragePresets.exact)[0].overall).toBe(1);
    const norms = (options: Parameters<typeof frobenius>[2]) => {
      const { tp, fp } = frobenius(train, test, options);
      return digits([tp, fp], 2);
    };
    expect(norms({ train: 'all' })).toEqual([2.19, 12]);
    expect(norms({ columns: 'trainTop10' })).toEqual([2.22, 11.5]);
    expect(norms({ fpMode: 'predictedAs' })).toEqual([2.36, 7.85]);
    const textbook = overlap(embeddings, { fpMode: 'predictedAs' });
    expect(digits([textbook.feFp, textbook.ceFp], 2)).toEqual([0.73, 0.97]);
    expect(overlap(embeddings, { testRow: 'true' }).ceFp).toBeCloseTo(0.9, 12);
    expect(overlap(embeddings, { testRow: 'true', fpMode: 'predictedAs' }).ceFp).not.toBeCloseTo(0.39, 2);
    const exact = contribution(train, head, contributionPresets.exact).members.map(([top]) => top.value);
    expect(digits([exact[0], exact[6]])).toEqual([0.148, 0.879]);
  });
});
