import { expect, test } from 'vitest';
import { classBars } from '../../figures/class-bars';
import { describingFeatures } from '../../figures/describe';
import { meanCe } from '../../figures/members';
import { trainingCurves } from '../../figures/training-curves';
import { verdicts } from '../../figures/verdict-strip';
import { figureToSvg } from './svg';

function count(svg: string, tag: string): number {
  return svg.split(`<${tag} `).length - 1;
}

const members = [
  [
    { index: 0, value: 4 },
    { index: 1, value: 2 },
  ],
  [{ index: 2, value: 1 }],
];

test('bars: one rectangle each, heights in proportion, on one foot', () => {
  const svg = figureToSvg(meanCe({ classNames: ['cat', 'dog'], members }), { width: 600 });
  const heights = [...svg.matchAll(/<rect [^>]*?y="([\d.]+)"[^>]*?height="([\d.]+)"/g)].map((m) =>
    m.slice(1).map(Number),
  );
  expect(heights).toHaveLength(3);
  expect(heights[0][1] / heights[1][1]).toBeCloseTo(2, 2);
  expect(heights[0][1] / heights[2][1]).toBeCloseTo(4, 2);
  expect(heights[0][0] + heights[0][1]).toBeCloseTo(heights[2][0] + heights[2][1], 1);
  expect(svg).toMatch(/^<svg [^>]*width="600"/);
  expect(svg).toContain('>dog</text>');
});

test('names are escaped and the alt text is the title', () => {
  const svg = figureToSvg(meanCe({ classNames: ['a<b', '"c" & d'], members }));
  expect(svg).toContain('>a&lt;b</text>');
  expect(svg).toContain('<title>Largest mean classification embeddings');
  expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
});

test('lines break at gaps, a legend names each trace once', () => {
  const epoch = (k: number, recall: number | null) => ({
    ...{
      epoch: k,
      learningRate: 0.1,
      loss: k,
      trainRecall: [recall],
      testRecall: [recall],
      testBac: recall ?? 0,
    },
  });
  const svg = figureToSvg(
    trainingCurves({ classNames: ['cat'], history: [epoch(1, 0.5), epoch(2, null), epoch(3, 1)] }),
  );
  const lines = [...svg.matchAll(/ d="([^"]*)"/g)].map((m) => m[1]);
  expect(lines.filter((d) => d.split('M').length === 3)).toHaveLength(2);
  expect(svg.split('>cat</text>')).toHaveLength(2);
});

test('grouped bars stand side by side and carry their numbers; tiles carry their marks', () => {
  const counts = { majority: 58, minority: 14 };
  const bars = figureToSvg(
    describingFeatures({ settings: [{ setting: 'C-ent', union: counts, matched: counts }] }),
  );
  const lefts = [...bars.matchAll(/<rect x="([\d.]+)"/g)].map((m) => Number(m[1]));
  expect(lefts[0]).toBeLessThan(lefts[1]);
  expect(bars.split('>58</text>')).toHaveLength(3);
  const claims = [
    { id: 'P1.1', statement: '', pass: true },
    { id: 'P2.1', statement: '', pass: false },
  ];
  const tiles = figureToSvg(verdicts(claims));
  expect(count(tiles, 'rect')).toBe(2);
  expect(tiles).toContain('>P2.1 ✗</text>');
});

test('an interval is a line through the top of its pale bar, from its low to its high end', () => {
  const series = [{ name: 'recall', values: [0.5, 0.5], intervals: [{ low: 0.25, high: 1 }, null] }];
  const figure = classBars({ classNames: ['cat', 'dog'], series, quantity: 'recall', range: [0, 1] });
  const svg = figureToSvg({ ...figure, layout: { ...figure.layout, showlegend: false } });
  const [bar] = [...svg.matchAll(/<rect x="[\d.]+" y="([\d.]+)"[^>]*height="([\d.]+)"[^>]*fill="#\w{6}99"/g)];
  const lines = [...svg.matchAll(/<path d="M[\d.]+ ([\d.]+)V([\d.]+)/g)];
  expect(lines).toHaveLength(1);
  const [top, height] = [Number(bar[1]), Number(bar[2])];
  expect(Number(lines[0][1])).toBeCloseTo(top - height, 0);
  expect(Number(lines[0][2])).toBeCloseTo(top + height / 2, 0);
});

test('a legend in a row stands above the plots, to their right end, and leaves them their width', () => {
  const series = ['recognised', 'missed'].map((name) => ({ name, values: [0.5, 0.5] }));
  const reference = { value: 1, name: 'as in training' };
  const figure = classBars({ classNames: ['cat', 'dog'], series, quantity: 'recall', reference });
  const svg = figureToSvg(figure);
  const place = (name: string) => {
    const [, x, y] = new RegExp(`<text x="([\\d.]+)" y="([\\d.]+)"[^>]*>${name}</text>`).exec(svg) ?? [];
    return { x: Number(x), y: Number(y) };
  };
  const [recognised, missed, line] = ['recognised', 'missed', 'as in training'].map(place);
  expect(missed.x).toBeGreaterThan(recognised.x);
  expect(missed.x).toBeLessThan(line.x);
  expect(missed.y).toBe(recognised.y);
  expect(missed.y).toBeLessThan(line.y);
});
