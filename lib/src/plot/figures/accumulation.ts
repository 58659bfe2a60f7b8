import type { ScatterData } from 'plotly.js-dist-min';
import type { PerClass } from '../../measure/per-class';
import { whole } from '../../options';
import { checkClasses, checkFigure } from '../kit/check';
import { classColors, hoverNames } from '../kit/class-axis';
import { type Draft, figure, note } from '../kit/draft';
import type { ClassAxis, Figure, FigureOptions } from '../kit/figure';
import { amount, counts as countsKind, list, names, optional, perClass } from '../kit/kinds';
import { className, short } from '../kit/words';

/** What `plot.accumulation` takes. */
export interface AccumulationData extends ClassAxis {
  /** Numbers of instances, rising: `sizes: [S]`. */
  sizes: readonly number[];
  /** Different features among that many random instances of each class, `features: [S][C]`; null: too few instances. */
  features: readonly PerClass[];
  /** Latent width, the top of the axis. Default: 64. */
  H?: number;
  /** A dashed vertical line at this number of instances, where the classes can be compared. Default: none. */
  cut?: number;
}

/**
 * Number of different top-K features against the number of instances, one line for each class, on a logarithmic axis.
 * At one place on the axis classes are compared at the same number of instances, at the ends of their lines with all
 * of their instances.
 */
export function accumulation(data: AccumulationData, options: FigureOptions = {}): Figure {
  const fields = {
    sizes: list(whole(1)),
    features: list(perClass),
    H: optional(amount),
    cut: optional(whole(1)),
  };
  checkFigure('plot.accumulation', data, { classNames: names, counts: countsKind, ...fields }, options);
  const { classNames, counts, sizes, features, H = 64, cut } = data;
  const lists = Object.fromEntries(
    sizes.map((size, s) => [`features of ${size} instances`, features[s] ?? []]),
  );
  checkClasses('plot.accumulation', data, { counts, ...lists });
  const draft: Draft = {
    title: 'Different features among m instances of a class',
    height: 460,
    alt: `Number of different features against the number of instances. ${classNames.map((_, c) => describe(data, c)).join(' ')}`,
    data: classNames.map((_, c) => line(data, c)),
    layout: {
      xaxis: { type: 'log', title: { text: 'instances m (logarithmic)' }, ...ticks(sizes) },
      yaxis: { title: { text: 'different features' }, range: [0, H], zeroline: false },
      showlegend: true,
      ...(cut === undefined ? {} : cutLine(cut)),
    },
  };
  return figure(draft, options);
}

/** 1, 2, 5, 10, 20, 50, ... up to the largest size. */
function ticks(sizes: readonly number[]) {
  const largest = Math.max(1, ...sizes);
  const decades = Array.from({ length: Math.floor(Math.log10(largest)) + 1 }, (_, power) => 10 ** power);
  const values = decades.flatMap((decade) => [1, 2, 5].map((m) => m * decade)).filter((v) => v <= largest);
  return { tickvals: values, ticktext: values.map((v) => v.toLocaleString('en-US')) };
}

function cutLine(size: number) {
  const line = { dash: 'dash', width: 1.5 } as const;
  // On a logarithmic axis Plotly takes a note's place as a logarithm, a shape's as it is.
  const place = { x: Math.log10(size), y: 1, yref: 'paper', yanchor: 'bottom' } as const;
  return {
    shapes: [{ type: 'line', x0: size, x1: size, yref: 'paper', y0: 0, y1: 1, line }],
    annotations: [note(`m = ${short(size)}`, place)],
  } satisfies Draft['layout'];
}

function line(data: AccumulationData, c: number): Partial<ScatterData> {
  const points = pointsOf(data, c);
  const color = classColors(data)[c];
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: data.classNames[c],
    x: points.map(({ size }) => size),
    y: points.map(({ features }) => features),
    line: { color, width: 2.5 },
    marker: { color, size: 7 },
    hovertemplate: `${hoverNames(data)[c]}<br>%{x} instances: %{y:.1f} features<extra></extra>`,
  };
}

function pointsOf({ sizes, features }: AccumulationData, c: number): { size: number; features: number }[] {
  return sizes.flatMap((size, s) => {
    const value = features[s][c];
    return value === null ? [] : [{ size, features: value }];
  });
}

function describe(data: AccumulationData, c: number): string {
  const last = pointsOf(data, c).at(-1);
  const end = last ? `${short(last.features)} among ${short(last.size)}` : 'unknown';
  return `${className(data, c)}: ${end}.`;
}
