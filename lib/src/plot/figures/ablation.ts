import type { BarData, Data, ScatterData } from 'plotly.js-dist-min';
import type { Ablation, RecallRange } from '../../measure/class/ablation';
import type { PerClass } from '../../measure/per-class';
import { checkValue, number, oneOf, record, whole } from '../../options';
import { checkClasses, checkFigure } from '../kit/check';
import { classColors, hoverNames } from '../kit/class-axis';
import { type Draft, figure } from '../kit/draft';
import { errorBars } from '../kit/error-bars';
import type { ClassAxis, Figure, FigureOptions, Pair } from '../kit/figure';
import { commonKs, kSlider } from '../kit/k-slider';
import { counts, list, names, pairOf, perClass } from '../kit/kinds';
import { type Drawn, describeSides, sharedLayout, sides, sideTraces } from '../kit/pair';
import { palette } from '../kit/style';
import { className, percent } from '../kit/words';

/** Ablations of one model. */
interface ModelAblations {
  /** Training images of each class: `counts: [C]`. Default: not shown. */
  counts?: readonly number[];
  /** One entry a K, as `ablate` gives them. */
  ablations: readonly Ablation[];
}

/** What `plot.ablation` takes. */
export interface AblationData extends Pair<ModelAblations> {
  classNames: readonly string[];
}

/** What `plot.ablation` takes beside its data. */
export interface AblationFigureOptions extends FigureOptions {
  /** K shown at first. Default: the smallest there is. */
  K?: number;
}

/**
 * Recall of each class before (pale bars) and after (full bars) its K features with the largest mean ce are set to 0.
 * Two controls are marks with their ranges: K random features, and the K of another class. A slider chooses K, of
 * those that both models have.
 */
export function ablation(data: AblationData, options: AblationFigureOptions = {}): Figure {
  const range = record({ mean: perClass, low: perClass, high: perClass });
  const one = record({ K: whole(), before: perClass, after: perClass, random: range, others: range });
  const fields = { classNames: names, ...pairOf(record({ counts, ablations: list(one) })) };
  checkFigure('plot.ablation', data, fields, options, { K: [number(), undefined] });
  const both = sides(data);
  const Ks = commonKs(both.flatMap(({ model }) => (model ? [model.ablations] : [])));
  const first = options.K ?? Ks[0];
  checkValue('plot.ablation', 'K', first, oneOf(...Ks));
  const ofK = (K: number) => sideTraces(both, data.classNames, (side) => traces(side, K)) as BarOrMark[];
  const draft: Draft = {
    title: 'Recall without the loudest features',
    height: 600,
    top: 112,
    margin: { b: 180 },
    alt: `Recall by class, with all features and with the class's K = ${first} loudest zero; a slider over K. ${describeSides(both, (model) => describe(model, first, data))}`,
    data: ofK(first) as Data[],
    layout: {
      ...sharedLayout(both, { classNames: data.classNames }, { range: [0, 1.06] }, 'recall'),
      barmode: 'overlay',
      legend: { orientation: 'h', x: 1, xanchor: 'right', y: 1.08, yanchor: 'bottom' },
      sliders: [kSlider(Ks, first, (K) => restyle(ofK(K)))],
    },
  };
  return figure(draft, options);
}

function at({ ablations }: ModelAblations, K: number): Ablation {
  return ablations.find((ablation) => ablation.K === K)!;
}

type BarOrMark = Partial<BarData> | Partial<ScatterData>;

function traces({ panel, model, axis, showlegend }: Drawn<ModelAblations>, K: number): BarOrMark[] {
  const { before, after, random, others } = at(model, K);
  checkClasses('plot.ablation', axis, { counts: model.counts, before, after, ...random });
  checkClasses('plot.ablation', axis, { ...others });
  const marks = { showlegend, xaxis: panel.xaxis, yaxis: panel.yaxis };
  const full = classColors(axis);
  const pale = full.map((color) => `${color}4d`);
  return [
    { ...marks, ...bars('all features', before, axis, pale) },
    { ...marks, ...bars('without its loudest', after, axis, full) },
    { ...marks, ...control('without random ones', random, axis, { shift: -0.2, symbol: 'diamond' }) },
    { ...marks, ...control("without another's", others, axis, { shift: 0.2, symbol: 'circle-open' }) },
  ];
}

function bars(name: string, y: PerClass, axis: ClassAxis, colors: string[]): Partial<BarData> {
  return {
    ...{ type: 'bar', name, legendgroup: name, width: 0.8 },
    x: y.map((_, c) => c),
    y: [...y],
    text: hoverNames(axis),
    textposition: 'none',
    marker: { color: colors },
    hovertemplate: `%{text}<br>${name}: %{y:.1%}<extra></extra>`,
  };
}

function control(
  name: string,
  { mean, low, high }: RecallRange,
  axis: ClassAxis,
  { shift, symbol }: { shift: number; symbol: 'diamond' | 'circle-open' },
): Partial<ScatterData> {
  return {
    ...{ type: 'scatter', mode: 'markers', name, legendgroup: name },
    x: mean.map((_, c) => c + shift),
    y: [...mean],
    text: hoverNames(axis),
    customdata: mean.map((_, c) => [low[c], high[c]]),
    marker: { color: palette.neutral, symbol, size: 9 },
    ...errorBars(mean, { low, high }, palette.neutral),
    hovertemplate: `%{text}<br>${name}: %{y:.1%} (%{customdata[0]:.1%} to %{customdata[1]:.1%})<extra></extra>`,
  };
}

/** What a K changes: heights and ranges. */
function restyle(all: readonly BarOrMark[]): unknown[] {
  const changes = {
    y: all.map(({ y }) => y),
    customdata: all.map(({ customdata }) => customdata),
    'error_y.array': all.map(({ error_y }) => error_y?.array),
    'error_y.arrayminus': all.map(({ error_y }) => error_y?.arrayminus),
  };
  return [changes, all.map((_, trace) => trace)];
}

/** `98.4 % to 97.1 % for airplane (n = 5,000) and 48.1 % to 26.0 % for truck (n = 50)`, for the alt text. */
function describe(model: ModelAblations, K: number, { classNames }: AblationData): string {
  const { before, after } = at(model, K);
  const axis = { classNames, ...(model.counts ? { counts: model.counts } : {}) };
  const ends = [0, classNames.length - 1].map(
    (c) => `${percent(before[c])} to ${percent(after[c])} for ${className(axis, c)}`,
  );
  return ends.join(' and ');
}
