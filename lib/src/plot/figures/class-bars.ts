import type { BarData } from 'plotly.js-dist-min';
import type { PerClass } from '../../measure/per-class';
import { orNull, record, text } from '../../options';
import { checkClasses, checkFigure } from '../kit/check';
import { classAxis, classColors, hoverNames } from '../kit/class-axis';
import { type Draft, figure } from '../kit/draft';
import { errorBars } from '../kit/error-bars';
import type { ClassAxis, Figure, FigureOptions } from '../kit/figure';
import { amount, counts as countsKind, list, names, optional, perClass } from '../kit/kinds';
import { levels } from '../kit/levels';
import { seriesColors as colors, palette, roleColor } from '../kit/style';
import { className, known, short, span } from '../kit/words';

/** A range for each class; null: none. */
type Intervals = readonly ({ readonly low: number; readonly high: number } | null)[];

/** One number a class, drawn as bars. */
export interface ClassSeries {
  /** In the legend and in the hover text: `test TP`. */
  name: string;
  /** `values: [C]`; null: no bar. */
  values: PerClass;
  /** A range around each value, say `recallIntervals`: a line over its bar; null: no line. Default: none. */
  intervals?: Intervals;
  /**
   * Default: that of the role in the name (`train`, `test`, `recognised`, `missed`, `paper`, `ours`, `frequent`, `rare`), the
   * same in all figures; for other names, and the second of a role, the next of blue, orange, green, grey and violet that is
   * free. A single series has the colours of the classes.
   */
  color?: string;
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

const fields = {
  ...{
    classNames: names,
    counts: countsKind,
    quantity: text,
    axisTitle: optional(text),
    format: optional(text),
  },
  series: list(
    record({
      ...{ name: text, values: perClass, color: optional(text) },
      intervals: optional(list(orNull(record({ low: amount, high: amount })))),
    }),
  ),
  range: optional(list(amount, 2, 2)),
  reference: optional(record({ value: amount, name: text })),
};

/** Any quantities that have one value a class, side by side. */
export function classBars(data: ClassBarsData, options: FigureOptions = {}): Figure {
  checkFigure('classBars', data, fields, options);
  const { series, counts, quantity, reference } = data;
  const lists = series.flatMap(({ name, values, intervals }) => [
    [name, values],
    [`intervals of ${name}`, intervals],
  ]);
  checkClasses('classBars', data, { counts, ...Object.fromEntries(lists) });
  const draft: Draft = {
    title: '',
    height: 400,
    ...(reference ? { margin: { r: roomFor(reference.name) } } : {}),
    alt: `${quantity} by class. ${series.map((one) => describe(one, data)).join(' ')}`,
    data: chosenColors(data).map((color, k) => bars(series[k], color, data)),
    layout: {
      xaxis: classAxis(data, data.axisTitle),
      yaxis: { title: { text: quantity }, range: [...(data.range ?? fitted(data))] },
      barmode: 'group',
      bargap: 0.25,
      showlegend: series.length > 1,
      legend: { orientation: 'h', x: 1, xanchor: 'right', y: 1, yanchor: 'bottom' },
      ...(reference ? levels([reference]) : {}),
    },
  };
  return figure(draft, options);
}

/** No two series have one colour, unless they were given it. */
function chosenColors(data: ClassBarsData): (string | string[])[] {
  if (data.series.length === 1) return [data.series[0].color ?? classColors(data)];
  const chosen = data.series.map(({ color, name }) => color ?? roleColor(name));
  const own = chosen.map((color, k) =>
    data.series[k].color || chosen.indexOf(color) === k ? color : undefined,
  );
  const free = colors.filter((color) => !own.includes(color));
  return own.map((color, k) => color ?? free.shift() ?? colors[k % colors.length]);
}

function bars(series: ClassSeries, color: string | string[], data: ClassBarsData): Partial<BarData> {
  const { name, values, intervals } = series;
  return {
    type: 'bar',
    name,
    x: values.map((_, c) => c),
    y: [...values],
    marker: { color },
    ...hover(name, data),
    ...(intervals ? withIntervals(series, intervals, color, data) : {}),
  };
}

function hover(name: string, data: ClassBarsData): Partial<BarData> {
  const hovertemplate = `%{customdata}<br>${name}: %{y${formatOf(data)}}<extra></extra>`;
  return { customdata: hoverNames(data), hovertemplate };
}

function withIntervals(
  { name, values }: ClassSeries,
  intervals: Intervals,
  color: string | string[],
  data: ClassBarsData,
): Partial<BarData> {
  const ends = {
    low: intervals.map((one) => one?.low ?? null),
    high: intervals.map((one) => one?.high ?? null),
  };
  const format = formatOf(data);
  const range = `%{customdata[1]${format}} to %{customdata[2]${format}}`;
  return {
    // A line of the bar's colour would not be seen on it.
    ...errorBars(values, ends, typeof color === 'string' ? color : palette.neutral),
    marker: { color: typeof color === 'string' ? `${color}99` : color.map((one) => `${one}99`) },
    customdata: hoverNames(data).map((text, c) => [text, ends.low[c], ends.high[c]]),
    hovertemplate: `%{customdata[0]}<br>${name}: %{y${format}} (${range})<extra></extra>`,
  };
}

function formatOf({ format = ':.3~g' }: ClassBarsData): string {
  return format;
}

function fitted({ series, reference }: ClassBarsData): [number, number] {
  const ofSeries = ({ values, intervals = [] }: ClassSeries) => [
    ...values,
    ...intervals.flatMap((one) => (one ? [one.low, one.high] : [])),
  ];
  const values = known([...series.flatMap(ofSeries), reference?.value ?? null]);
  return [1.06 * Math.min(0, ...values), 1.06 * Math.max(0, ...values) || 1];
}

/** Pixels right of the plot that hold a name of the usual letters. */
function roomFor(name: string): number {
  return 20 + 8 * name.length;
}

/** `test TP: from 0.83 to 1.03; 1.02 for airplane, 0.88 for truck.` */
function describe({ name, values, intervals }: ClassSeries, data: ClassBarsData): string {
  const ends = [0, values.length - 1].map((c) => {
    const [value, range] = [values[c], intervals?.[c]];
    const within = range ? ` (${short(range.low)} to ${short(range.high)})` : '';
    return `${value === null ? 'unknown' : short(value)}${within} for ${className(data, c)}`;
  });
  return `${name}: ${span(values)}; ${ends.join(', ')}.`;
}
