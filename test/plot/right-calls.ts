import type { Embeddings } from '../../lib/src/embed/embeddings';
import { project } from '../../lib/src/measure';

const classNames = ['cat', 'dog', 'eel'];
const counts = [6, 3, 1];
const shares = [1, 0.5, null];
const both = <Model>(model: Model) => ({ classNames, balanced: model, imbalanced: model });
const members = [[{ index: 2, value: 1.5 }], [{ index: 0, value: 0.5 }], []];
const range = { mean: shares, low: shares, high: shares };
const ablation = { K: 2, before: shares, after: shares, random: range, others: range };
const coverage = [
  { K: 2, perClass: shares, overall: 0.5 },
  { K: 3, perClass: [1, 1, 1], overall: 1 },
];
const count = { majority: 3, minority: 1.5 };
const means = { counts, means: [Float64Array.of(1, 0.5), Float64Array.of(0, 0), null] };
const epochs = [0.1, 0.01].map((learningRate, k) => ({
  ...{ epoch: k + 1, learningRate, loss: 1 / (k + 1), testBac: 0.5 },
  ...{ testRecall: shares, trainRecall: k === 0 ? null : shares },
}));
const images = {
  ...{ n: 2, height: 2, width: 2, pixels: new Uint8Array(24) },
  ...{ labels: Uint8Array.of(0, 2), classNames },
};
const block = { images, captions: ['first', 'second'] };
const picture = { feature: 1, meanCe: 0.5, blocks: [block, block] };
const collapse = {
  ...{ nc1: 2, nc2EquinormFeatures: 0.5, nc2EquiangularFeatures: 0.25, nc2EquinormWeights: 0.5 },
  ...{ nc2EquiangularWeights: 0.25, nc3: null, nc4: 0 },
};
const options = { title: 'A figure', theme: 'dark', height: 300 };

/** A right call of every figure, by its path on the surface, with every field of its data and every option. */
export function figureCalls(toy: Embeddings): Readonly<Record<string, readonly unknown[]>> {
  const projection = project(toy, { perClass: 2 });
  return {
    'plot.ablation': [both({ counts, ablations: [ablation] }), { ...options, K: 2 }],
    'plot.accumulation': [
      { classNames, counts, sizes: [1, 3], features: [shares, shares], H: 8, cut: 2 },
      options,
    ],
    'plot.accuracy': [both({ counts, trainRecall: shares, testRecall: shares }), options],
    'plot.ceFactors': [
      { classNames, counts, factors: [{ label: 1, feature: 0, weight: 2, fe: 3 }] },
      { ...options, products: [1, 2] },
    ],
    'plot.claimShares': [[{ id: 'P1.1', statement: 'a', n: 4, share: 0.75, low: 0.3, high: 0.95 }], options],
    'plot.claims': [
      [{ id: 'P1.1', statement: 'a', pass: null, answer: 'holds', observed: '1 > 0' }],
      options,
    ],
    'plot.classBars': [
      {
        ...{ classNames, counts, quantity: 'share', axisTitle: 'class', format: ':.1%', range: [0, 1] },
        series: [
          { name: 'test', values: shares, intervals: [{ low: 0, high: 1 }, null, null], color: '#123456' },
        ],
        reference: { value: 1, name: 'all' },
      },
      options,
    ],
    'plot.classTopK': [{ classNames, counts, members }, options],
    'plot.comparison': [
      [
        { id: 'a', op: '>', paper: 1, ours: [2, 3] },
        { id: 'b', paper: 1, ours: null },
      ],
      { ...options, unit: '%' },
    ],
    'plot.contactSheet': [images, { ...options, indices: [1], columns: 2, captions: ['second'] }],
    'plot.contributions': [both({ counts, members }), { ...options, ownAxes: true }],
    'plot.coverage': [both({ counts, coverage }), options],
    'plot.coverageByK': [{ ...both({ counts, coverage }), share: 0.9 }, options],
    'plot.coverageSlider': [both({ counts, coverage }), { ...options, K: 3 }],
    'plot.describingFeatures': [{ settings: [{ setting: 'a', union: count, matched: null }], H: 8 }, options],
    'plot.featureImages': [
      { blocks: ['training', 'test'], panels: [{ title: 'one', features: [picture] }] },
      options,
    ],
    'plot.heatMap': [
      { balanced: toy, imbalanced: toy },
      { ...options, classes: [0], quantity: 'ce', set: 'train', recognised: 2, missed: 1 },
    ],
    'plot.logitExample': [
      { classNames, fe: [1, 2], weights: [2, 0.5], reference: 1, logits: [2.5, 3, 1] },
      { ...options, K: 1 },
    ],
    'plot.meanCe': [
      { classNames, counts, members },
      { ...options, ownAxes: true },
    ],
    'plot.meanFe': [
      { classNames, train: means, testTp: means, testFp: means, frobenius: { tp: 1, fp: null } },
      { ...options, ranks: 2 },
    ],
    'plot.neuralCollapse': [{ networks: [{ name: 'imbalanced', ...collapse }] }, options],
    'plot.projection': [
      { ...both(projection), classNames: toy.classNames.slice(), counts },
      { ...options, label: 1 },
    ],
    'plot.reliability': [
      { curves: [{ name: 'all', bins: [{ n: 2, confidence: 0.75, accuracy: 0.5 }] }] },
      options,
    ],
    'plot.retraining': [{ bac: [0.5, 0.75], before: 0.25, balanced: 0.875 }, options],
    'plot.trainingCurves': [{ classNames, counts, history: epochs, epochs: 4 }, options],
    'plot.weights': [{ classNames, counts, members, sumTop10: [1.5, 0.5, 0] }, options],
  };
}
