import type { BarData } from 'plotly.js-dist';
import type { PerClass } from '../measure/per-class';
import { checkClasses } from './check';
import { classAxis, hoverNames } from './class-axis';
import { type Draft, figure, note } from './draft';
import type { ClassAxis, Figure, FigureOptions } from './figure';
import { palette } from './style';
import { className, known, short, span } from './words';

/** One number a class, drawn as bars of one colour. */
export interface ClassSeries {
  /** In the legend and in the hover text: `test TP`. */
  name: string;
  /** `values: [C]`; null: no bar. */
  values: PerClass;
}

/** What `classBars` takes. */
export interface ClassBarsData extends ClassAxis {
  /** One to four, side by side within each class. */
  series: readonly ClassSeries[];
  /** What the values are, the title of the y axis: `number of features`. */
  quantity: string;
  /** Title of the class axis. Default: `class, most to fewest training images`. */
  axisTitle?: string;
  /** Format of a value in the hover text, as Plotly writes it. Default: `:.3~g`. */
  format?: string;
  /** Range of the y axis. Default: from 0, or a lower value, to a little above the largest. */
  range?: readonly [low: number, high: number];
  /** A dashed line across all classes, and its name: what the values are to be held against. Default: none. */
  reference?: { readonly value: number; readonly name: string };
}

/** Any quantities that have one value a class, side by side. */
export function classBars(data: ClassBarsData, options: FigureOptions = {}): Figure {
  const { series, counts, quantity, reference } = data;
  const lists = Object.fromEntries(series.map(({ name, values }) => [name, values]));
  checkClasses('classBars', data, { counts, ...lists });
  const draft: Draft = {
    title: '',
    height: 400,
    ...(reference ? { margin: { r: 90 } } : {}),
    alt: `${quantity} by class. ${series.map((one) => describe(one, data)).join(' ')}`,
    data: series.map((one, k) => bars(one, k, data)),
    layout: {
      xaxis: classAxis(data, data.axisTitle),
      yaxis: { title: { text: quantity }, range: [...(data.range ?? fitted(data))] },
      barmode: 'group',
      bargap: 0.25,
      showlegend: true,
      legend: { orientation: 'h', x: 1, xanchor: 'right', y: 1, yanchor: 'bottom' },
      ...(reference ? referenceLine(reference) : {}),
    },
  };
  return figure(draft, options);
}

const colors = [palette.train, palette.imbalance, palette.test, palette.neutral];

function bars({ name, values }: ClassSeries, k: number, data: ClassBarsData): Partial<BarData> {
  return {
    type: 'bar',
    name,
    x: values.map((_, c) => c),
    y: [...values],
    customdata: hoverNames(data),
    marker: { color: colors[k % colors.length] },
    hovertemplate: `%{customdata}<br>${name}: %{y${data.format ?? ':.3~g'}}<extra></extra>`,
  };
}

function fitted({ series, reference }: ClassBarsData): [number, number] {
  const values = known([...series.flatMap((one) => one.values), reference?.value ?? null]);
  return [1.06 * Math.min(0, ...values), 1.06 * Math.max(0, ...values) || 1];
}

function referenceLine({ value, name }: { value: number; name: string }) {
  return {
    shapes: [
      { type: 'line', xref: 'paper', x0: 0, x1: 1, y0: value, y1: value, line: { dash: 'dash', width: 1.5 } },
    ],
    annotations: [note(name, { x: 1, xref: 'paper', xanchor: 'left', y: value, xshift: 4 })],
  } satisfies Draft['layout'];
}

/** `test TP: from 0.83 to 1.03; 1.02 for airplane, 0.88 for truck.` */
function describe({ name, values }: ClassSeries, data: ClassBarsData): string {
  const ends = [0, values.length - 1].map((c) => {
    const value = values[c];
    return `${value === null ? 'unknown' : short(value)} for ${className(data, c)}`;
  });
  return `${name}: ${span(values)}; ${ends.join(', ')}.`;
}
