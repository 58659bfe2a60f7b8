import { expect, test } from 'vitest';
import { membersFrom } from '../../measure/class/top-members';
import type { Figure } from '../kit/figure';
import { coverageSlider } from './coverage-slider';
import * as plot from './index';

const classNames = ['cat', 'dog'];
const counts = [100, 10];

function texts(figure: Figure): string[] {
  return ((figure.layout.annotations ?? []) as { text: string }[]).map((note) => note.text);
}

function pick(figure: Figure, name: string): unknown[] {
  return figure.data.map((trace) => trace[name]);
}

test('accuracy: recalls in percent and n0 / n, one legend for both panels', () => {
  const figure = plot.accuracy({
    classNames,
    balanced: { counts: [100, 100], trainRecall: [1, 1], testRecall: [0.9, 0.8] },
    imbalanced: { counts, trainRecall: [0.99, 0.9], testRecall: [0.875, null] },
  });
  expect(pick(figure, 'y')).toEqual([
    [100, 100],
    [90, 80],
    [1, 1],
    [99, 90],
    [87.5, null],
    [1, 10],
  ]);
  expect(pick(figure, 'showlegend')).toEqual([false, false, false, true, true, true]);
  expect(figure.data[4].text).toEqual(['class 0, cat (n = 100)', 'class 1, dog (n = 10)']);
  expect(figure.layout.meta.alt).toBe(
    'Recall by class. Balanced: train recall from 100.0 % to 100.0 %, test recall 90.0 % for cat (n = 100) and ' +
      '80.0 % for dog (n = 100). Imbalanced: train recall from 90.0 % to 99.0 %, test recall 87.5 % for cat ' +
      '(n = 100) and unknown for dog (n = 10).',
  );
});

test('a missing twin is named in its panel and in the alt text', () => {
  const figure = plot.accuracy({
    classNames,
    imbalanced: { counts, trainRecall: [1, 1], testRecall: [1, 0.5] },
  });
  expect(texts(figure)).toEqual(['<b>Balanced</b>', '<b>Imbalanced</b>', '<i>no balanced run</i>']);
  expect(figure.layout.meta.alt).toContain('Balanced: no run.');
  const other = plot.accuracy({ classNames, balanced: { counts, trainRecall: [1, 1], testRecall: [1, 1] } });
  expect(texts(other)).toContain('<i>no imbalanced run</i>');
  expect(pick(other, 'showlegend').filter(Boolean)).toHaveLength(3);
});

const coverage = [
  { K: 2, perClass: [0.5, 0.95] },
  { K: 7, perClass: [0.96, 1] },
];

test('coverage: one line a K and panel, the same colour in both', () => {
  const figure = plot.coverage({ classNames, balanced: { coverage }, imbalanced: { counts, coverage } });
  expect(pick(figure, 'name')).toEqual(['K = 2', 'K = 7', 'K = 2', 'K = 7']);
  expect(figure.data[3].y).toEqual([0.96, 1]);
  expect(figure.data[2].line).toEqual(figure.data[0].line);
  expect(figure.layout.meta.alt).toContain(
    'Imbalanced: K = 2 from 50.0 % to 95.0 %, K = 7 from 96.0 % to 100.0 %.',
  );
});

test('coverage slider: a step for every K that both models have, each step with both models', () => {
  const more = [{ K: 3, perClass: [0.1, 0.2] }, ...coverage];
  const figure = coverageSlider(
    { classNames, balanced: { coverage: more }, imbalanced: { coverage } },
    { K: 7 },
  );
  const [slider] = figure.layout.sliders as { active: number; steps: { label: string; args: unknown[] }[] }[];
  expect(slider.steps.map((step) => step.label)).toEqual(['2', '7']);
  expect(slider.active).toBe(1);
  expect(slider.steps[0].args).toEqual([
    {
      y: [
        [0.5, 0.95],
        [0.5, 0.95],
      ],
    },
    [0, 1],
  ]);
  expect(figure.data[1].y).toEqual([0.96, 1]);
});

test('coverage slider: a missing twin keeps its place among the traces', () => {
  const figure = coverageSlider({ classNames, imbalanced: { coverage } });
  const [slider] = figure.layout.sliders as { steps: { args: unknown[] }[] }[];
  expect(slider.steps[1].args).toEqual([{ y: [[0.96, 1]] }, [1]]);
  expect(figure.data[1].y).toEqual([0.5, 0.95]);
});

const members = [
  [
    { index: 5, value: 1.5 },
    { index: 2, value: 0.5 },
  ],
  [
    { index: 7, value: 9.1 },
    { index: 5, value: 2 },
  ],
];

test('mean ce: one trace a class, ranks side by side, the feature index in the hover data', () => {
  const figure = plot.meanCe({ classNames, counts, members }, { title: 'Fig. 5' });
  expect(pick(figure, 'name')).toEqual(['cat', 'dog']);
  expect(figure.data[0].x).toEqual([-0.21, 0.21]);
  expect(figure.data[1].x).toEqual([0.79, 1.21]);
  expect(pick(figure, 'y')).toEqual([
    [1.5, 0.5],
    [9.1, 2],
  ]);
  expect(figure.data[1].customdata).toEqual([
    [7, 1],
    [5, 2],
  ]);
  expect(figure.layout.title).toMatchObject({ text: 'Fig. 5' });
  expect(figure.layout.meta.alt).toBe(
    'Largest mean classification embeddings: largest value of each class from 1.50 to 9.10; 1.50 for cat (n = 100), ' +
      '9.10 for dog (n = 10).',
  );
});

test('the same class has the same colour in every figure', () => {
  const color = (figure: Figure, k: number) => (figure.data[k].marker as { color: string }).color;
  const weights = plot.weights({ classNames, members, sumTop10: [7.5, 4.5] });
  const contributions = plot.contributions({ classNames, balanced: { members }, imbalanced: { members } });
  expect(color(weights, 1)).toBe(color(plot.meanCe({ classNames, members }), 1));
  expect([color(contributions, 0), color(contributions, 2)]).toEqual([color(weights, 0), color(weights, 0)]);
  expect(color(weights, 0)).not.toBe(color(weights, 1));
});

test('weights: S10 above the first bar of each class', () => {
  const figure = plot.weights({ classNames, members, sumTop10: [7.537, 4.496] });
  expect(texts(figure)).toEqual(['S10 7.54', 'S10 4.50']);
  expect(figure.layout.annotations).toMatchObject([{ y: 1.5 }, { y: 9.1 }]);
});

test('members: reference lines at 0.67 and 0.9, and the count above 0.9 in words', () => {
  const ratios = membersFrom([[0.658, 0.4], null, [1, 0.95]], [[3, 4], null, [1, 2]]);
  expect(ratios[1]).toEqual([]);
  const figure = plot.classTopK({ classNames: ['a', 'b', 'c'], members: ratios });
  expect(figure.layout.shapes).toMatchObject([
    { y0: 0.67, y1: 0.67 },
    { y0: 0.9, y1: 0.9 },
  ]);
  expect(figure.layout.meta.alt).toContain('Features above 0.9, by class: 0, 0, 2.');
});

test.each([plot.contributions, plot.meanCe])('twins stand on one y axis, or by wish on two', (of) => {
  const twins = { classNames, balanced: { members }, imbalanced: { members } };
  const figure = of(twins);
  expect(pick(figure, 'yaxis')).toEqual(['y', 'y', 'y2', 'y2']);
  expect(figure.layout.yaxis).not.toHaveProperty('range');
  expect(figure.layout.yaxis2).toMatchObject({ anchor: 'x2', matches: 'y' });
  expect(of(twins, { ownAxes: true }).layout.yaxis2).not.toHaveProperty('matches');
  expect(of({ classNames, imbalanced: { members } }).layout.meta.alt).toContain(
    'Balanced: no run. Imbalanced: from 1.50 to 9.10.',
  );
});

test('features to describe: majority beside minority, a setting without a run is named', () => {
  const union = { majority: 58, minority: 14 };
  const settings = [
    { setting: 'C-ent', union, matched: { majority: 36.2, minority: 14 } },
    { setting: 'LDAM', union: null, matched: null },
  ];
  const figure = plot.describingFeatures({ settings });
  expect(pick(figure, 'y')).toEqual([[58], [14], [36.2], [14]]);
  expect(pick(figure, 'text')).toEqual([['58'], ['14'], ['36'], ['14']]);
  expect(texts(figure).filter((text) => text.includes('no run'))).toHaveLength(2);
  expect(figure.layout.meta.alt).toContain(
    'C-ent: 58 against 14, at equal size 36.2 against 14. LDAM: no run.',
  );
});

test('options: title, theme and height', () => {
  const data = { classNames, members };
  const plain = plot.meanCe(data);
  const dark = plot.meanCe(data, { title: '', theme: 'dark', height: 300 });
  expect(dark.layout.height).toBe(300);
  expect(dark.layout).not.toHaveProperty('title');
  expect(dark.layout.template).toMatchObject({
    layout: { font: { color: '#f2f2f2' }, paper_bgcolor: 'rgba(0,0,0,0)' },
  });
  expect(plain.layout.template).toMatchObject({ layout: { font: { color: '#797979' } } });
  expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
});
