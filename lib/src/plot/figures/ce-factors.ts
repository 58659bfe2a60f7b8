import type { Annotation, Data, ScatterData } from 'plotly.js-dist-min';
import { number, record, whole } from '../../options';
import { checkClasses, checkFigure } from '../kit/check';
import { hoverNames } from '../kit/class-axis';
import { type Draft, figure, note } from '../kit/draft';
import type { ClassAxis, Figure, FigureOptions } from '../kit/figure';
import { amount, counts, list, names } from '../kit/kinds';
import { classColor, palette } from '../kit/style';
import { className, short } from '../kit/words';

/** The two factors of a class's mean ce at one feature: mean ce = weight × mean fe. */
export interface Factors {
  /** The class, as the row of W. */
  label: number;
  feature: number;
  /** `W[label, feature]`. */
  weight: number;
  /** Mean fe of the class's instances. */
  fe: number;
}

/** What `plot.ceFactors` takes. */
export interface CeFactorData extends ClassAxis {
  /** One point each, in any order. */
  factors: readonly Factors[];
}

/** What `plot.ceFactors` takes beside its data. */
export interface CeFactorOptions extends FigureOptions {
  /** The mean ce that curves are drawn for. Default: 1, 2, 4, 8. */
  products?: readonly number[];
}

/**
 * Weight against mean fe, with a labelled star at the largest mean ce of each class. Along each curve the product,
 * mean ce, is the same. The figure tells whether a large mean ce is due to the weight or to the feature. Source: paper
 * §5.5.
 */
export function ceFactors(data: CeFactorData, options: CeFactorOptions = {}): Figure {
  const factor = record({ label: whole(), feature: whole(), weight: amount, fe: amount });
  const own = { products: [list(number(1e-6, 1e6)), undefined] } as const;
  checkFigure('plot.ceFactors', data, { classNames: names, counts, factors: list(factor) }, options, own);
  checkClasses('plot.ceFactors', data, { counts: data.counts });
  const groups = data.classNames.map((_, c) => largestFirst(data.factors.filter(({ label }) => label === c)));
  const [x, y] = [reach(data.factors.map((f) => f.weight)), reach(data.factors.map((f) => f.fe))];
  const curves = (options.products ?? [1, 2, 4, 8]).filter((product) => product < x[1] * y[1]);
  const draft: Draft = {
    title: 'Weight × mean fe = mean ce',
    height: 560,
    margin: { r: 80 },
    alt: `Weight and mean fe of each class's features. The largest product: ${groups.map((group, c) => describe(group, data, c)).join('; ')}.`,
    data: [
      ...curves.map((product) => curve(product, x[1], y[1])),
      ...groups.map((group, c) => points(group, data, c)),
    ],
    layout: {
      xaxis: { title: { text: 'weight' }, range: x },
      yaxis: { title: { text: 'mean fe of the class' }, range: y },
      annotations: [...curves.map((product) => curveName(product, x[1])), ...groups.flatMap(nameOf(data))],
      showlegend: false,
    },
  };
  return figure(draft, options);
}

function largestFirst(factors: readonly Factors[]): Factors[] {
  return [...factors].sort((a, b) => b.weight * b.fe - a.weight * a.fe);
}

/** From 0, or below it, to a little above the largest value. */
function reach(values: number[]): [number, number] {
  return [1.08 * Math.min(0, ...values), 1.08 * Math.max(0, ...values)];
}

/** weight × fe = product, from the top of the plot to its right end. */
function curve(product: number, right: number, top: number): Partial<ScatterData> {
  const left = product / top;
  const x = Array.from({ length: 41 }, (_, k) => left * (right / left) ** (k / 40));
  return {
    ...{ type: 'scatter', mode: 'lines', name: `mean ce ${product}`, hoverinfo: 'skip' },
    ...{ x, y: x.map((weight) => product / weight), line: { color: palette.neutral, width: 1, dash: 'dot' } },
  };
}

function curveName(product: number, right: number): Annotation {
  const place = { x: right, xanchor: 'left', y: product / right, yanchor: 'middle' } as const;
  return note(`ce ${product}`, { ...place });
}

function points(group: readonly Factors[], axis: ClassAxis, c: number): Data {
  return {
    ...{ type: 'scatter', mode: 'markers', name: axis.classNames[c] },
    ...{ x: group.map((f) => f.weight), y: group.map((f) => f.fe) },
    customdata: group.map((f) => [f.feature, f.weight * f.fe]),
    marker: {
      ...{ color: classColor(c, axis.classNames.length), size: 11 },
      symbol: group.map((_, rank) => (rank === 0 ? 'star' : 'circle')),
    },
    hovertemplate: `${hoverNames(axis)[c]}<br>feature %{customdata[0]}<br>weight %{x:.3f} × mean fe %{y:.3f} = mean ce %{customdata[1]:.3f}<extra></extra>`,
  };
}

function nameOf({ classNames }: ClassAxis) {
  return ([largest]: readonly Factors[], c: number): Annotation[] => {
    if (!largest) return [];
    const place = { x: largest.weight, xanchor: 'center', y: largest.fe, yanchor: 'bottom' } as const;
    return [note(classNames[c], { ...place, yshift: 6 })];
  };
}

function describe([largest]: readonly Factors[], axis: ClassAxis, c: number): string {
  if (!largest) return `${className(axis, c)} none`;
  return `${className(axis, c)} ${short(largest.weight)} × ${short(largest.fe)}`;
}
