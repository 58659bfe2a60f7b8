import { describe, expect, it } from 'vitest';
import { reportText } from '../lib/src/cli/report-text';
import { Random } from '../lib/src/data/random/random';
import { paperReport, published } from '../lib/src/paper';
import { embeddingOf, headFrom, toyEmbeddings } from './toy-embeddings';

const toy = toyEmbeddings();

/** Ten classes of random features, as many as the setting `cifar.ce` has. */
function tenClasses() {
  const random = new Random(7);
  const row = () => Array.from({ length: 12 }, () => random.uniform());
  const head = headFrom(Array.from({ length: 10 }, row), new Array(10).fill(0));
  const labels = Array.from({ length: 100 }, (_, i) => i % 10);
  const [train, test] = [0, 1].map(() => embeddingOf(head, labels.map(row), labels));
  return { head, train, test, classNames: labels.slice(0, 10).map(String) };
}

const imbalanced = { setting: 'cifar.ce', balance: 'imbalanced' } as const;
const outside = { setting: null, balance: null };

describe('paperReport', () => {
  it('has the stable shape of the JSON', () => {
    const report = paperReport(toy, outside);
    expect(report).toMatchObject({ setting: null, balance: null, nTrain: [5, 3, 2], nTest: [3, 3, 3] });
    expect(Object.keys(report)).toEqual(
      expect.arrayContaining(['options', 'values', 'measures', 'predicates']),
    );
    const { measures } = report;
    const keys = Object.fromEntries(
      Object.entries(measures).map(([name, value]) => [
        name,
        value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [],
      ]),
    );
    const stable = {
      ...{ trainRecall: [], testRecall: [], trainBac: [], testBac: [], coverage: ['paper', 'exact'] },
      minimalK: ['perClassMean', 'missing', 'smallestKFor90'],
      ...{ meanCe: ['top', 'index'], meanFe: ['top', 'index'], weights: ['sumTop10', 'max', 'top'] },
      ...{ contribution: ['paper', 'exact'], classTopK: ['ratio', 'index'] },
      describe: ['union', 'unionMatched', 'hit', 'sufficient'],
      overlap: ['feTp', 'ceTp', 'feFp', 'ceFp', 'perClass'],
      ...{ frobenius: ['tp', 'fp', 'rowsTp', 'rowsFp'], fpOverTrain: ['tp', 'fp'] },
    };
    for (const [name, wanted] of Object.entries(stable))
      expect(keys[name], name).toEqual(expect.arrayContaining(wanted));
    expect(Object.keys(measures.coverage.paper['2'])).toEqual(['perClass', 'overall', 'classMean']);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('answers the published numbers of its setting and balance, and no others', () => {
    const embeddings = tenClasses();
    const { values, measures, predicates } = paperReport(embeddings, imbalanced);
    expect(Object.keys(values)).toEqual(published.map(({ id }) => id));
    expect(values['T1.cifar.ce.imbalanced']).toBe(100 * measures.testBac!);
    expect(values['S55.cifar.ce.sumTop10W.minority']).toBe(measures.weights.sumTop10[9]);
    expect(values['T1.cifar.ce.balanced']).toBeNull();
    expect(values['T3.cifar.focal.majority']).toBeNull();
    const judged = predicates.find(({ id }) => id === 'P5.1')!;
    expect(judged.pass).toBe(measures.weights.sumTop10[0] > measures.weights.sumTop10[9]);
    expect(predicates.find(({ id }) => id === 'P2.4')!.reducedPreset).toBe('unknown');

    const balanced = paperReport(embeddings, { ...imbalanced, balance: 'balanced' }).values;
    expect(balanced['T1.cifar.ce.balanced']).toBe(100 * measures.testBac!);
    expect(balanced['T1.cifar.ce.imbalanced']).toBeNull();
  });

  it('knows what it is told of the training', () => {
    const subject = { ...imbalanced, preset: 'paper', epochs: 200, retrainedBac: 0.75 };
    const { preset, values, predicates } = paperReport(tenClasses(), subject);
    expect([preset, values['SET.epochs.cifar'], values['T1.cifar.ce.retrained']]).toEqual(['paper', 200, 75]);
    expect(predicates.find(({ id }) => id === 'P2.4')!.reducedPreset).toBeNull();
  });

  it('compares a network outside the paper with nothing', () => {
    const { values, predicates } = paperReport(toy, outside);
    expect(new Set(Object.values(values))).toEqual(new Set([null]));
    expect(new Set(predicates.map(({ pass }) => pass))).toEqual(new Set([null]));
  });

  it('refuses a network whose classes are not those of the setting', () => {
    expect(() => paperReport(toy, imbalanced)).toThrow(/analysis of 3 classes for cifar.ce, expected 10/);
  });
});

describe('reportText', () => {
  const text = reportText(paperReport(toy, outside), 80);

  it('prints the numbers by class, in percent', () => {
    expect(text).toContain('A network outside the paper: 3 classes, 6 features; 10 training and 9 test');
    const recall = text.split('\n').filter((line) => /^(0 zero|mean)/.test(line))[0];
    expect(recall.split(/ {2,}/).slice(0, 3)).toEqual(['0 zero', '5', '3']);
    expect(text).toMatch(/^2 two +100/m);
    expect(text).not.toContain('The paper and ours');
  });

  it('puts the paper, ours and the difference side by side for a setting', () => {
    const report = paperReport(tenClasses(), imbalanced);
    const lines = reportText(report, 100).split('\n');
    const ours = report.values['S55.cifar.ce.sumTop10W.majority']!;
    const line = lines.find((one) => one.startsWith('S55.cifar.ce.sumTop10W.majority'))!;
    expect(line.split(/ {2,}/).slice(1, 4)).toEqual(['weight', '7.54', ours.toFixed(2)]);
    expect(lines.some((one) => one.startsWith('T1.cifar.ce.balanced'))).toBe(false);
    expect(lines.some((one) => /^[✓✗] P5\.1 \(direction\)/.test(one))).toBe(true);
  });

  it.each([60, 80, 100, 140])('keeps to %i columns', (width) => {
    const lines = reportText(paperReport(tenClasses(), imbalanced), width).split('\n');
    expect(lines.filter((line) => line.length > width)).toEqual([]);
  });
});
