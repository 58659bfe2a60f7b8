import { subset } from '../../lib/src/data/images';
import { cifar10Classes } from '../../lib/src/data/sets/class-names';
import { argmaxRows, type Embedding, type Embeddings } from '../../lib/src/embed/embeddings';
import { project } from '../../lib/src/measure';
import type { Members } from '../../lib/src/measure/class/top-members';
import * as plot from '../../lib/src/plot';
import type { Figure } from '../../lib/src/plot/kit/figure';
import { pick } from '../../lib/src/plot/kit/pick';

// Shapes like the paper's: the first values are those of the authors' model, what follows
// them is made up, and fixed.
export const classNames = [...cifar10Classes];
const counts = [5000, 2997, 1796, 1077, 645, 387, 232, 139, 83, 50];
const equal = counts.map(() => 5000);
const topCe = [1.844, 3.756, 1.999, 2.134, 2.225, 3.612, 8.684, 7.794, 9.104, 7.623];
const trainRecall = [0.9822, 0.9706, 0.9588, 0.857, 0.9581, 0.8915, 0.9052, 0.9353, 0.988, 0.96];
const testRecall = [0.941, 0.957, 0.823, 0.621, 0.785, 0.57, 0.713, 0.597, 0.626, 0.623];
const sumTop10 = [7.537, 8.35, 6.981, 6.216, 6.641, 6.437, 4.86, 5.303, 4.683, 4.496];

/** `first` and nine more, each `keep` of the one before. */
function falling(first: number[], keep: (c: number) => number, ranks = 10): Members {
  return first.map((value, c) =>
    Array.from({ length: ranks }, (_, r) => ({ index: (7 * c + 11 * r) % 64, value: value * keep(c) ** r })),
  );
}

function coverage(Ks: number[], base: (c: number) => number) {
  const perClass = (K: number) => counts.map((_, c) => 1 - (1 - base(c)) * 0.62 ** (K - 2));
  return Ks.map((K) => ({ K, perClass: perClass(K) }));
}

function withOverall(coverages: { K: number; perClass: number[] }[]) {
  return coverages.map((entry) => ({ ...entry, overall: entry.perClass[0] }));
}

function wave(n: number, seed: number): number[] {
  return Array.from({ length: n }, (_, j) => Math.abs(Math.sin(seed + j * 12.9898) * 43758.5453) % 1);
}

function featureMeans(scale: (c: number) => number): Float64Array[] {
  return counts.map((_, c) => Float64Array.from(wave(64, c), (v) => v ** 3 * 2.4 * scale(c)));
}

function history(epochs: number) {
  return Array.from({ length: epochs }, (_, e) => {
    const t = e / epochs;
    const late = t > 0.8 ? 0.06 : 0;
    const test = testRecall.map((r, c) => r * (1 - Math.exp(-(5 - 0.4 * c) * t)) + late * wave(10, e)[c]);
    return {
      epoch: e + 1,
      learningRate: t < 0.8 ? 0.1 : t < 0.9 ? 0.001 : 0.00001,
      loss: 1.9 * Math.exp(-4 * t) + 0.05 * wave(1, e)[0],
      trainRecall: trainRecall.map((r, c) => Math.min(1, r * (1 - Math.exp(-(6 - 0.4 * c) * t)) + late)),
      testRecall: test,
      testBac: test.reduce((sum, r) => sum + r, 0) / test.length,
    };
  });
}

function images() {
  const n = 40;
  const pixels = new Uint8Array(n * 32 * 32 * 3);
  for (let i = 0; i < pixels.length; i++)
    pixels[i] = (i % 3) * 60 + ((i >> 5) % 97) + 5 * Math.floor(i / 3072);
  return {
    n,
    height: 32,
    width: 32,
    pixels,
    labels: Uint8Array.from({ length: n }, (_, i) => i % 10),
    classNames,
  };
}

/** Made-up embeddings: a feature of its own for each class, weaker in every third instance. */
function embeddings(perClass: number, own: number): Embeddings {
  const [H, C] = [64, 10];
  const W = Float32Array.from(wave(H * C, 4), (v, k) => (k % H === 6 * Math.floor(k / H) ? 1 : v - 0.7));
  const embed = (seed: number): Embedding => {
    const labels = Int32Array.from({ length: C * perClass }, (_, i) => i % C);
    const fe = Float32Array.from(wave(labels.length * H, seed), (v, k) => {
      const i = Math.floor(k / H);
      return v ** 4 + (k % H === 6 * labels[i] && i % 3 > 0 ? own : 0);
    });
    const logits = Float32Array.from({ length: labels.length * C }, (_, k) => {
      const [i, c] = [Math.floor(k / C), k % C];
      return fe.subarray(i * H, (i + 1) * H).reduce((sum, v, j) => sum + v * W[c * H + j], 0);
    });
    return { n: labels.length, H, C, fe, logits, labels, predictions: argmaxRows(logits, C) };
  };
  return { head: { kind: 'linear', C, H, W, b: null }, train: embed(5), test: embed(6), classNames };
}

function picturedFeatures() {
  const blockOf = (n: number) => ({
    images: subset(
      images(),
      Array.from({ length: n }, (_, i) => i),
    ),
    captions: Array.from({ length: n }, (_, k) => `image ${k}, truck<br>feature 4: fe ${k}`),
  });
  return [4, 16, 27, 51].map((feature, k) => ({
    feature,
    meanCe: 4 / (k + 1),
    blocks: [blockOf(4), blockOf(3)],
  }));
}

const balancedCoverage = {
  counts: equal,
  coverage: coverage([2, 3, 5, 7], (c) => 0.45 + 0.2 * wave(10, 3)[c]),
};
const imbalancedCoverage = {
  counts,
  coverage: coverage([2, 3, 5, 7], (c) => 0.5 + 0.45 * (c > 5 ? 1 : c / 20)),
};
const manyKs = Array.from({ length: 16 }, (_, k) => k + 1);

const twins = { balanced: embeddings(24, 1), imbalanced: embeddings(24, 2) };

const accumulated = [1, 2, 5, 10, 20, 50, 100, 1000, 5000];

/** Recalls before, after and under the controls, each keeping the share of the one before that `keep` says. */
function ablations(before: number[], keep: (c: number) => number) {
  const range = (mean: number[], width: number) => ({
    mean,
    low: mean.map((v) => v - width),
    high: mean.map((v) => Math.min(1, v + width / 2)),
  });
  return [1, 2, 7].map((K) => {
    const after = before.map((v, c) => v * keep(c) ** K);
    const drop = before.map((v, c) => v - after[c]);
    return { K, before, after, drop, random: range(before, 0.03 * K), others: range(before, 0.05 * K) };
  });
}

/** Fig. 10 with features `scale` times as large. */
function meanFe(scale: number): Figure {
  return plot.meanFe({
    classNames,
    train: { counts, means: featureMeans(() => scale) },
    testTp: {
      counts: testRecall.map((r) => 1000 * r),
      means: featureMeans((c) => scale * (0.97 - 0.01 * (c % 3))),
    },
    testFp: {
      counts: testRecall.map((r) => 1000 - 1000 * r),
      means: featureMeans((c) => scale * (0.6 - 0.03 * c)),
    },
    frobenius: { tp: 2.363, fp: 12.418 },
  });
}

/** Every figure, with data of the size that the notebooks have. */
export const gallery: Record<string, () => Figure> = {
  accuracy: () =>
    plot.accuracy({
      classNames,
      balanced: {
        counts: equal,
        trainRecall: equal.map(() => 0.999),
        testRecall: testRecall.map((r) => 0.85 + r / 8),
      },
      imbalanced: { counts, trainRecall, testRecall },
    }),
  accuracyWithoutTwin: () => plot.accuracy({ classNames, imbalanced: { counts, trainRecall, testRecall } }),
  coverage: () => plot.coverage({ classNames, balanced: balancedCoverage, imbalanced: imbalancedCoverage }),
  coverageSlider: () =>
    plot.coverageSlider({
      classNames,
      balanced: { counts: equal, coverage: coverage(manyKs, () => 0.5) },
      imbalanced: { counts, coverage: coverage(manyKs, (c) => 0.4 + 0.05 * c) },
    }),
  coverageByK: () =>
    plot.coverageByK({
      classNames,
      balanced: { counts: equal, coverage: withOverall(coverage(manyKs, () => 0.5)) },
      imbalanced: { counts, coverage: withOverall(coverage(manyKs, (c) => 0.4 + 0.05 * c)) },
    }),
  meanCe: () => plot.meanCe({ classNames, counts, members: falling(topCe, (c) => (c > 5 ? 0.55 : 0.85)) }),
  contributions: () =>
    plot.contributions({
      classNames,
      balanced: {
        counts: equal,
        members: falling(
          topCe.map((v) => 0.1 + v / 60),
          () => 0.85,
          7,
        ),
      },
      imbalanced: {
        counts,
        members: falling([0.138, 0.237, 0.181, 0.257, 0.208, 0.389, 0.91, 0.694, 0.511, 0.523], () => 0.6, 7),
      },
    }),
  weights: () =>
    plot.weights({
      classNames,
      counts,
      sumTop10,
      members: falling(
        sumTop10.map((s) => s / 5.5),
        () => 0.86,
      ),
    }),
  members: () =>
    plot.classTopK({
      classNames,
      counts,
      members: falling([0.658, 0.938, 0.836, 0.942, 0.941, 0.987, 1, 1, 1, 1], (c) => 0.85 + 0.01 * c),
    }),
  describe: () =>
    plot.describingFeatures({
      settings: [
        {
          setting: 'C-ent',
          union: { majority: 58, minority: 14 },
          matched: { majority: 36.2, minority: 14 },
        },
        { setting: 'Focal', union: null, matched: null },
        { setting: 'LDAM', union: null, matched: null },
        { setting: 'SVHN', union: { majority: 55, minority: 20 }, matched: { majority: 30.4, minority: 20 } },
        { setting: 'CelebA', union: null, matched: null },
      ],
    }),
  accumulation: () =>
    plot.accumulation({
      classNames,
      counts,
      sizes: accumulated,
      cut: 50,
      features: accumulated.map((m) =>
        counts.map((n, c) => (m > n ? null : 60 - 53 * m ** -(0.35 - 0.02 * c))),
      ),
    }),
  ablation: () =>
    plot.ablation({
      classNames,
      balanced: {
        counts: equal,
        ablations: ablations(
          testRecall.map((r) => 0.85 + r / 8),
          () => 0.9,
        ),
      },
      imbalanced: { counts, ablations: ablations(testRecall, (c) => 0.98 - 0.05 * c) },
    }),
  intervals: () =>
    plot.classBars({
      classNames,
      counts,
      quantity: 'recall',
      series: [
        { name: 'train', values: trainRecall },
        {
          name: 'test',
          values: testRecall,
          intervals: testRecall.map((r) => ({ low: r - 0.04, high: r + 0.03 })),
        },
      ],
    }),
  classBars: () =>
    plot.classBars(
      {
        classNames,
        counts,
        quantity: 'test / train',
        series: [
          { name: 'test TP', values: trainRecall },
          { name: 'test FP', values: testRecall.map((r, c) => (c === 3 ? null : r / 2)) },
        ],
        reference: { value: 1, name: 'as in training' },
      },
      { title: 'Test over training' },
    ),
  meanFe: () => meanFe(1),
  pickedMeanFe: () => pick({ imbalanced: meanFe(1), balanced: meanFe(2) }, { of: 'run' }),
  neuralCollapse: () =>
    plot.neuralCollapse({
      networks: [
        {
          ...{ name: 'imbalanced', nc1: 2.31, nc2EquinormFeatures: 0.21, nc2EquiangularFeatures: 0.17 },
          ...{ nc2EquinormWeights: 0.13, nc2EquiangularWeights: 0.11, nc3: 0.42, nc4: 0.09 },
        },
        {
          ...{ name: 'balanced', nc1: 0.62, nc2EquinormFeatures: 0.08, nc2EquiangularFeatures: 0.09 },
          ...{ nc2EquinormWeights: 0.04, nc2EquiangularWeights: 0.07, nc3: 0.2, nc4: 0 },
        },
      ],
    }),
  reliability: () =>
    plot.reliability({
      curves: ['none', 'logitAdjustment'].map((name, k) => ({
        name,
        bins: wave(15, 7 + k).map((v, b) => {
          const confidence = (b + 0.5) / 15;
          const n = b < 2 ? 0 : Math.round(40 + 900 * (b / 14) ** 6);
          return { n, confidence, accuracy: Math.min(1, confidence * (0.72 + 0.2 * k) + 0.06 * v) };
        }),
      })),
    }),
  retraining: () =>
    plot.retraining({
      bac: wave(10, 1).map((v, k) => 0.77 + 0.001 * k + 0.004 * v),
      before: 0.7256,
      balanced: 0.9265,
    }),
  training: () => plot.trainingCurves({ classNames, counts, history: history(60) }),
  logitExample: () =>
    plot.logitExample({
      classNames,
      reference: 6,
      fe: wave(64, 1).map((v) => 2.5 * v ** 4),
      weights: wave(64, 2).map((v) => 1.4 * (v - 0.55)),
      logits: [-1.2, 0.3, 2.1, 1.4, -0.2, -2, 4.4, -1, -0.5, 0.1],
    }),
  comparison: () =>
    plot.comparison(
      [
        { id: 'T1.cifar.ce.balanced', paper: 92.65, ours: 90.1 },
        { id: 'T1.cifar.ce.imbalanced', paper: 72.56, ours: 69.84 },
        { id: 'T1.cifar.ce.retrained', paper: 78.6, ours: 77.9 },
        { id: 'T1.svhn.ce.balanced', paper: 94.91, ours: null },
        { id: 'S53.imb.K7.min', op: '>', paper: 94, ours: 94.8 },
        { id: 'S53.imb.K2.cls0to3', op: '<=~', paper: 60, ours: 63.5 },
      ],
      { unit: '% BAC' },
    ),
  verdicts: () =>
    plot.claims(
      [4, 5, 7, 7, 5, 5, 6].flatMap((n, q) =>
        Array.from({ length: n }, (_, k) => ({
          id: `P${q + 1}.${k + 1}`,
          statement: 'the rarest classes are covered by fewer features',
          pass: k === 2 ? null : (q + k) % 5 !== 1,
          observed: '0.92 > 0.49',
        })),
      ),
    ),
  heatMap: () => plot.heatMap(twins),
  projection: () =>
    plot.projection({
      classNames,
      counts,
      balanced: project(twins.balanced),
      imbalanced: project(twins.imbalanced),
    }),
  featureImages: () =>
    plot.featureImages({
      blocks: ['training, loudest', 'test, missed'],
      panels: [
        { title: 'Balanced: truck (n = 5,000)', features: picturedFeatures() },
        { title: 'Imbalanced: truck (n = 50)', features: picturedFeatures() },
      ],
    }),
  picker: () =>
    pick(
      {
        best: plot.accuracy({ classNames, imbalanced: { counts, trainRecall, testRecall } }),
        last: plot.accuracy(
          { classNames, imbalanced: { counts, trainRecall: testRecall, testRecall: trainRecall } },
          { title: 'Accuracy by class, last epoch' },
        ),
      },
      { of: 'epoch' },
    ),
  contactSheet: () => plot.contactSheet(images(), { title: 'Training images' }),
};
