import { Random } from '../lib/src/data/random/random';
import type { Analysis, Measures } from '../lib/src/measure/analysis';
import { measure } from '../lib/src/measure/measure';
import type { Results, SettingResult } from '../lib/src/paper';
import { embeddingOf, headFrom } from './toy-embeddings';

type Changes = { readonly [K in keyof Measures]?: Partial<Measures[K]> };

/** An analysis of random features: every field is there, no number means anything. */
export function randomAnalysis(C: number): Analysis {
  const random = new Random(7);
  const row = () => Array.from({ length: 12 }, () => random.uniform());
  const head = headFrom(Array.from({ length: C }, row), new Array(C).fill(0));
  const labels = Array.from({ length: 20 * C }, (_, i) => i % C);
  const [train, test] = [0, 1].map(() => embeddingOf(head, labels.map(row), labels));
  return measure({ head, train, test, classNames: labels.slice(0, C).map(String) });
}

/** `analysis` with some measures put in its place; lists are replaced, objects merged. */
export function changed(analysis: Analysis, changes: Changes): Analysis {
  const measures = { ...analysis.measures };
  for (const [name, change] of Object.entries(changes)) {
    const plain = typeof change === 'object' && !Array.isArray(change);
    const before = measures[name as keyof Measures];
    Object.assign(measures, { [name]: plain ? { ...(before as object), ...change } : change });
  }
  return { ...analysis, measures };
}

const ten = randomAnalysis(10);
const two = randomAnalysis(2);

/** The same value for classes 0-3, 4-5 and 6-9, a list each where it is a row. */
export function byGroup<T>(frequent: T, middle: T, rare: T): T[] {
  return [frequent, frequent, frequent, frequent, middle, middle, rare, rare, rare, rare];
}

/** Ten values that rise evenly. */
export function rising(from: number, to: number): number[] {
  return Array.from({ length: 10 }, (_, c) => from + ((to - from) * c) / 9);
}

function atK(perClass: number[]) {
  return { perClass, overall: 0.9, classMean: 0.9 };
}

const imbalanced = changed(ten, {
  testBac: 0.7256,
  trainRecall: new Array(10).fill(0.96),
  testRecall: rising(0.94, 0.62),
  coverage: {
    paper: { 2: atK(byGroup(0.5, 0.7, 0.92)), 3: atK(rising(0.6, 0.98)), 7: atK(rising(0.95, 1)) },
  },
  minimalK: { perClassMean: rising(3, 1.4), smallestKFor90: 2 },
  meanCe: { top: byGroup([2, 1.5], [3, 2], [8, 2]), weight: byGroup([1], [1], [1.2]) },
  meanFe: { top: byGroup([2], [3], [7]) },
  weights: { top: byGroup([1.3], [1], [1.2]), sumTop10: rising(7.5, 4.5), max: 1.7 },
  contribution: { paper: byGroup([0.1, 0.2], [0.2, 0.1], [0.5, 0.8]), exact: byGroup([0.1], [0.2], [0.5]) },
  classTopK: { ratio: byGroup([0.65], [0.9], [0.99, 0.95, 0.92, 0.91, 0.4]) },
  describe: { union: rising(58, 14), unionMatched: rising(36, 14) },
  overlap: { feTp: 0.96, ceTp: 0.95, feFp: 0.7, ceFp: 0.39 },
  frobenius: { tp: 2.36, fp: 12.42 },
  fpOverTrain: { tp: new Array(10).fill(0.9), fp: rising(0.9, 0.4) },
});

const balanced = changed(ten, {
  testBac: 0.9265,
  trainRecall: new Array(10).fill(1),
  testRecall: byGroup(0.93, 0.88, 0.95),
  coverage: {
    paper: {
      2: atK(rising(0.6, 0.4)),
      3: atK(rising(0.9, 0.7)),
      5: atK(rising(0.89, 0.99)),
      7: atK(rising(0.97, 1)),
    },
  },
  meanCe: { top: byGroup([1.5], [2], [3.4]) },
  contribution: { paper: byGroup([0.2], [0.1], [0.26]) },
});

const celeba = changed(two, {
  testBac: 0.8765,
  trainRecall: [0.99, 0.944],
  testRecall: [0.99, 0.76],
  minimalK: { smallestKFor90: 2 },
  meanCe: { top: [[0.59], [1.49]] },
  weights: { sumTop10: [5.5, 4.4], max: 1.04 },
  contribution: { exact: [[0.12], [0.52]] },
  describe: { union: [40, 30], unionMatched: [35, 30] },
  frobenius: { tp: 0.64, fp: 2.75 },
});

/** `cifar.ce` and `celeba.ce` with numbers like the paper's: every claim holds. */
export const paperLike = {
  'cifar.ce': { imbalanced, balanced, retrainedBac: 0.786, preset: 'paper' },
  'celeba.ce': {
    imbalanced: celeba,
    balanced: changed(two, { testBac: 0.969 }),
    retrainedBac: 0.927,
    preset: 'paper',
  },
} satisfies Results;

/** The same with other measures of the imbalanced or the balanced `cifar.ce`, or another run field. */
export function withCifar(
  change: { imbalanced?: Changes; balanced?: Changes } & Pick<Partial<SettingResult>, 'retrainedBac'>,
): Results {
  const run = paperLike['cifar.ce'];
  return {
    ...paperLike,
    'cifar.ce': {
      ...run,
      imbalanced: changed(run.imbalanced, change.imbalanced ?? {}),
      balanced: changed(run.balanced, change.balanced ?? {}),
      retrainedBac: change.retrainedBac ?? run.retrainedBac,
    },
  };
}
