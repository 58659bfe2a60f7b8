import { expect, test } from 'vitest';
import type { Figure } from '../kit/figure';
import { claims } from './claims';
import { comparison } from './comparison';
import { logitExample } from './logit-example';
import { meanFe } from './mean-fe';
import { trainingCurves } from './training-curves';

const classNames = ['cat', 'dog'];

function texts(figure: Figure): string[] {
  return ((figure.layout.annotations ?? []) as { text: string }[]).map((note) => note.text);
}

function pick(figure: Figure, name: string): unknown[] {
  return figure.data.map((trace) => trace[name]);
}

test('train and test features: identity and rank from training, one y range, a button for each order', () => {
  const figure = meanFe(
    {
      classNames: ['cat'],
      train: { means: [Float64Array.of(1, 3, 2)] },
      testTp: { means: [Float64Array.of(1, 2, 2.5)] },
      testFp: { means: [Float64Array.of(4, 1, 0.5)] },
      frobenius: { tp: 2.363, fp: 12.418 },
    },
    { ranks: 2 },
  );
  expect(pick(figure, 'y')).toEqual([
    [3, 2],
    [2, 2.5],
    [1, 0.5],
  ]);
  const [menu] = figure.layout.updatemenus as {
    buttons: { args: [{ y: number[][]; customdata: number[][][] }] }[];
  }[];
  expect(menu.buttons[0].args[0].y).toEqual([
    [3, 2],
    [2, 2.5],
    [1, 0.5],
  ]);
  expect(menu.buttons[1].args[0].y).toEqual([
    [3, 2],
    [2.5, 2],
    [4, 1],
  ]);
  expect(menu.buttons[1].args[0].customdata[2]).toEqual([
    [0, 1],
    [1, 2],
  ]);
  const range = (figure.layout.yaxis as { range: number[] }).range;
  expect(range[1]).toBeGreaterThan(4);
  expect([figure.layout.yaxis2, figure.layout.yaxis3]).toMatchObject([{ range }, { range }]);
  expect(texts(figure)[2]).toBe("<b>Test, missed (the paper's FP), Frobenius distance to training 12.4</b>");
  expect(figure.layout.meta.alt).toContain('cat 0.333');
});

test('train and test features: a class without training instances has bars only by its own order', () => {
  const means = [Float64Array.of(1, 2)];
  const { data, layout } = meanFe({
    classNames: ['cat'],
    train: { means: [null] },
    testTp: { means },
    testFp: { means },
  });
  expect(data.map(({ y }) => y)).toEqual([[], [], []]);
  const [menu] = layout.updatemenus as { buttons: { args: [{ y: number[][] }] }[] }[];
  expect(menu.buttons[1].args[0].y).toEqual([[], [2, 1], [2, 1]]);
});

test('train and test features: a class without missed instances has no bars', () => {
  const means = [Float64Array.of(1, 2)];
  const figure = meanFe({
    classNames: ['cat'],
    train: { means },
    testTp: { means },
    testFp: { means: [null] },
    frobenius: { tp: 0, fp: null },
  });
  expect(figure.data[2].y).toEqual([]);
  expect(texts(figure)).toEqual([
    '<b>Training</b>',
    '<b>Test, predicted right (TP), Frobenius distance to training 0</b>',
    "<b>Test, missed (the paper's FP): none</b>",
  ]);
  expect(figure.layout.meta.alt).toContain('cat unknown');
});

test('training: lines for loss, BAC and each class, the drop of the rate and the first best epoch marked', () => {
  const epoch = (k: number, learningRate: number, recall: number) => ({
    ...{ epoch: k, learningRate, loss: 1 / k, trainRecall: k === 3 ? [1, 1] : null },
    ...{ testRecall: [recall, recall], testBac: recall },
  });
  const history = [epoch(1, 0.05, 0.5), epoch(2, 0.1, 0.7), epoch(3, 0.001, 0.7)];
  const figure = trainingCurves({ classNames, history, epochs: 5 });
  expect(pick(figure, 'name')).toEqual(['loss', 'train BAC', 'test BAC', 'best test epoch', 'cat', 'dog']);
  expect(figure.data[1]).toMatchObject({ x: [3], y: [1] });
  expect(figure.data[3]).toMatchObject({ x: [2], y: [0.7] });
  expect(figure.layout.shapes).toMatchObject([{ x0: 2.5, x1: 2.5 }]);
  expect(texts(figure).at(-1)).toBe('lr 0.001');
  expect(figure.layout.xaxis).toMatchObject({ range: [0.5, 5.5] });
  expect(trainingCurves({ classNames, history: [] }).layout.meta.alt).toBe(
    'Training curves without any epoch yet.',
  );
});

test('worked example: ce, the sums of the largest, the adversary and the smallest K that suffices', () => {
  const figure = logitExample(
    { classNames: ['a', 'b', 'c'], fe: [1, 2, 3], weights: [2, 0.5, -1], reference: 1, logits: [2.5, 0, 1] },
    { K: 1 },
  );
  expect(pick(figure, 'y')).toEqual([
    [1, 2, 3],
    [2, 0.5, -1],
    [2, 1, -3],
    [2, 3, 0],
  ]);
  expect(figure.layout.shapes).toMatchObject([{ y0: 2.5, yref: 'y4' }]);
  const [slider] = figure.layout.sliders as {
    active: number;
    steps: { args: [Record<string, unknown>] }[];
  }[];
  expect(slider.steps).toHaveLength(3);
  expect(slider.steps[1].args[0]['marker.color']).toEqual([
    [1, 1, 0],
    [1, 1, 0],
    [1, 1, 0],
    [0, 1, 0],
  ]);
  expect(figure.layout.meta.alt).toBe(
    'One image: fe times the weights of b gives ce. The 1 largest ce add up to 2; the largest adversary logit is ' +
      '2.50 (a), so K = 2 is enough.',
  );
});

test('paper and ours: a row each in the given order, an arrow for a bound, no dot of ours where there is none', () => {
  const rows = [
    { id: 'A', paper: 92.65, ours: 90 },
    { id: 'B', paper: 70, ours: null },
    { id: 'C', op: '>', paper: 94, ours: 95 },
  ];
  const figure = comparison(rows, { unit: '% BAC' });
  expect(figure.layout.yaxis).toMatchObject({ categoryarray: ['A', 'B', 'C'] });
  expect(figure.data[1]).toMatchObject({ name: 'paper', x: [92.65, 70, 94] });
  expect((figure.data[1].marker as { symbol: string[] }).symbol[2]).toBe('triangle-right-open');
  expect(figure.data[2]).toMatchObject({ name: 'ours', x: [90, 95], y: ['A', 'C'] });
  expect(figure.layout.meta.alt).toContain(
    'ours, in % BAC. A: paper 92.7, ours 90. B: paper 70, ours not there. C: paper > 94, ours 95.',
  );
});

test('the paper and several seeds: a dot each, the line to their mean', () => {
  const figure = comparison([{ id: 'A', paper: 70, ours: [71, 75] }]);
  expect(figure.data[0]).toMatchObject({ mode: 'lines', x: [70, 73, null] });
  expect(figure.data[2]).toMatchObject({ name: 'ours', x: [71, 75], y: ['A', 'A'] });
  expect(figure.layout.meta.alt).toContain('A: paper 70, ours 71 and 75.');
});

test('claims: a row for each question, marks beside the colours', () => {
  const all = [
    { id: 'P1.1', statement: 'a', pass: true },
    { id: 'P1.2', statement: 'b', pass: false, observed: '0.923 < 1' },
    { id: 'P2.1', statement: 'c', pass: null },
  ];
  const [tiles] = claims(all).data;
  expect(tiles.z).toEqual([[2, 0], [1]]);
  expect(tiles.text).toEqual([['P1.1 ✓', 'P1.2 ✗'], ['P2.1 –']]);
  expect(tiles.hovertext).toEqual([['a', 'b<br>found: 0.923 < 1'], ['c']]);
  expect(claims(all).layout.meta.alt).toBe(
    '3 claims: 1 hold (P1.1), 1 do not hold (P1.2), 1 not evaluated (P2.1).',
  );
});
