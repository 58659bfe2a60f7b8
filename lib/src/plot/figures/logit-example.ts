import type { BarData, Layout, LayoutAxis, ScatterData, Shape, Slider } from 'plotly.js-dist-min';
import { checkValue, listOf, number, oneOf, text, whole } from '../../options';
import { checkClasses, checkFigure } from '../kit/check';
import { type Draft, figure, note } from '../kit/draft';
import type { Figure, FigureOptions } from '../kit/figure';
import { amount, list } from '../kit/kinds';
import { grid, type Panel, panelAxes, panelTitles } from '../kit/panels';
import { classColor, palette } from '../kit/style';
import { short } from '../kit/words';

/** One instance on its way to its logit. */
export interface LogitExampleData {
  classNames: readonly string[];
  /** Feature embedding of the instance: `fe: [H]`. */
  fe: ArrayLike<number>;
  /** The class whose logit is looked at, usually the predicted one. */
  reference: number;
  /** The weights of that class: `weights: [H]`. */
  weights: ArrayLike<number>;
  /** The network's logits: `logits: [C]`. */
  logits: ArrayLike<number>;
}

/** Largest K on the slider. */
const LARGEST_K = 16;

/** What `logitExample` takes beside its data. */
export interface LogitExampleOptions extends FigureOptions {
  /** Largest ce that are highlighted at first. Default: 7, or all where there are fewer. */
  K?: number;
}

/**
 * How one instance gets its logit: fe times the weights of the reference class is ce; the K largest ce are summed
 * (S_K) and compared with the largest adversary logit LG_A. A slider chooses K. Source: paper §3, Fig. 1.
 */
export function logitExample(data: LogitExampleData, options: LogitExampleOptions = {}): Figure {
  const numbers = listOf(amount);
  const fields = { classNames: list(text, 2), fe: numbers, weights: numbers, logits: numbers };
  const reference = whole(0, data?.classNames?.length - 1);
  const own = { K: [number(), undefined] } as const;
  checkFigure('logitExample', data, { ...fields, reference }, options, own);
  checkValue('logitExample', 'number of weights', data.weights.length, oneOf(data.fe.length));
  checkClasses('logitExample', data, { logits: data.logits });
  const example = work(data);
  const K = options.K ?? Math.min(7, data.fe.length);
  const Ks = Array.from({ length: Math.min(LARGEST_K, data.fe.length) }, (_, k) => k + 1);
  checkValue('logitExample', 'K', K, oneOf(...Ks));
  const panels = grid(panelNames(example), 2, { x: 0.08, y: 0.24 });
  const draft: Draft = {
    title: `How one image gets its logit for ${example.name}`,
    height: 600,
    top: 84,
    alt: altText(example, K),
    data: [...bars(panels, data, example, K), sumLine(panels[3], example, K)],
    layout: {
      ...axes(panels, data.fe.length),
      annotations: [...panelTitles(panels), adversaryName(panels[3], example)],
      shapes: [adversaryLine(panels[3], example)],
      showlegend: false,
      sliders: [slider(example, K, Ks)],
    },
  };
  return figure(draft, options);
}

function panelNames({ name }: Example): string[] {
  return [
    'Feature embedding FE',
    `Weights W of ${name}`,
    'CE = FE × W, feature by feature',
    'Sum of the K largest CE',
  ];
}

/** FE above CE, the weights above the sum: three panels over the features, the last over K. */
function axes(panels: Panel[], H: number): Partial<Layout> {
  const features = { range: [-1, H], showgrid: false, zeroline: false, title: { text: 'feature' } };
  const numbers = { range: [0, H + 1], showgrid: false, zeroline: false, title: { text: 'K' } };
  const y = { zerolinewidth: 2 };
  return panelAxes(panels, (_, k) => ({ x: [features, features, features, numbers][k] as LayoutAxis, y }));
}

interface Example {
  name: string;
  color: string;
  ce: number[];
  /** Features by ce, largest first. */
  order: number[];
  /** S_K at index K - 1. */
  sums: number[];
  adversary: { name: string; logit: number };
  /** Smallest K with S_K > LG_A, null: none. */
  enough: number | null;
}

function work({ classNames, fe, weights, logits, reference }: LogitExampleData): Example {
  const ce = Array.from(fe, (value, j) => value * weights[j]);
  const order = ce.map((_, j) => j).sort((a, b) => ce[b] - ce[a] || a - b);
  let total = 0;
  const partial = order.map((j) => (total += ce[j]));
  const others = Array.from(logits, (_, c) => c).filter((c) => c !== reference);
  const rival = others.reduce((best, c) => (logits[c] > logits[best] ? c : best));
  const enough = partial.findIndex((sum) => sum > logits[rival]) + 1;
  const [name, color] = [classNames[reference], classColor(reference, classNames.length)];
  const adversary = { name: classNames[rival], logit: logits[rival] };
  return { name, color, ce, order, sums: partial, adversary, enough: enough === 0 ? null : enough };
}

function bars(panels: Panel[], data: LogitExampleData, example: Example, K: number): Partial<BarData>[] {
  const values = [Array.from(data.fe), Array.from(data.weights), example.ce];
  return values.map((y, k) => ({
    ...{ type: 'bar', name: ['fe', 'weight', 'ce'][k], x: y.map((_, j) => j), y },
    ...{ xaxis: panels[k].xaxis, yaxis: panels[k].yaxis },
    marker: { color: highlighted(example, K), ...twoColors('#8c8c8c', example.color) },
    hovertemplate: `feature %{x}<br>${['fe', 'weight', 'ce'][k]} %{y:.3f}<extra></extra>`,
  }));
}

function sumLine(p: Panel, example: Example, K: number): Partial<ScatterData> {
  return {
    ...{ type: 'scatter', mode: 'lines+markers', name: 'sum', xaxis: p.xaxis, yaxis: p.yaxis },
    ...{
      x: example.sums.map((_, k) => k + 1),
      y: example.sums,
      line: { color: palette.neutral, width: 2.5 },
    },
    marker: { size: 14, color: chosen(example, K), ...twoColors('rgba(0,0,0,0)', example.color) },
    hovertemplate: 'K = %{x}<br>sum %{y:.3f}<extra></extra>',
  };
}

/** Numbers 0 and 1 as colours: a slider step is then two characters a bar. */
function twoColors(zero: string, one: string) {
  return {
    cmin: 0,
    cmax: 1,
    showscale: false,
    colorscale: [
      [0, zero],
      [1, one],
    ] as [number, string][],
  };
}

/** 1 for each of the K features with the largest ce. */
function highlighted({ order }: Example, K: number): number[] {
  const marks = order.map(() => 0);
  for (const j of order.slice(0, K)) marks[j] = 1;
  return marks;
}

function chosen({ sums }: Example, K: number): number[] {
  return sums.map((_, k) => (k === K - 1 ? 1 : 0));
}

function slider(example: Example, K: number, Ks: number[]): Slider {
  const steps = Ks.map((k) => {
    const marks = highlighted(example, k);
    const colors = [marks, marks, marks, chosen(example, k)];
    return { label: String(k), method: 'restyle' as const, args: [{ 'marker.color': colors }] };
  });
  return {
    active: Ks.indexOf(K),
    currentvalue: { prefix: 'K = ', font: { size: 16 } },
    pad: { t: 65 },
    steps,
  };
}

function adversaryLine({ xaxis, yaxis }: Panel, { adversary: { logit } }: Example): Partial<Shape> {
  const place = { xref: `${xaxis} domain`, x0: 0, x1: 1, yref: yaxis, y0: logit, y1: logit } as const;
  return { type: 'line', ...place, line: { dash: 'dash', width: 2 } };
}

function adversaryName({ xaxis, yaxis }: Panel, { adversary }: Example) {
  const text = `largest adversary logit: ${adversary.name}, ${short(adversary.logit)}`;
  return note(text, { x: 0.5, xref: `${xaxis} domain`, y: adversary.logit, yref: yaxis, yanchor: 'top' });
}

function altText({ name, sums: S, adversary, enough }: Example, K: number): string {
  const verdict = enough === null ? 'no K is enough' : `K = ${enough} is enough`;
  return `One image: fe times the weights of ${name} gives ce. The ${K} largest ce add up to ${short(S[K - 1])}; the largest adversary logit is ${short(adversary.logit)} (${adversary.name}), so ${verdict}.`;
}
