import type { Data, LayoutAxis, ScatterData, UpdateMenu } from 'plotly.js-dist-min';
import type { ProjectedPoints, Projection } from '../../measure/instance/project';
import { checkEach, checkValue, listOf, number, oneOf, orNull, record, whole } from '../../options';
import { checkFigure } from '../kit/check';
import { classColors, hoverNames } from '../kit/class-axis';
import { type Draft, figure } from '../kit/draft';
import type { ClassAxis, Figure, FigureOptions, Pair } from '../kit/figure';
import { amount, counts, list, names, pairOf } from '../kit/kinds';
import { describeSides, emptyTrace, pairLayout, type Side, sides } from '../kit/pair';
import { menuPlace } from '../kit/pick';
import { palette } from '../kit/style';
import { percent } from '../kit/words';

/** What `plot.projection` takes: `counts` are those of the imbalanced training set. */
export interface ProjectionData extends ClassAxis, Pair<Projection> {}

/** What `plot.projection` takes beside its data. */
export interface ProjectionFigureOptions extends FigureOptions {
  /** Class shown at first. Default: the last, the rarest. */
  label?: number;
}

const explained = orNull(list(amount, 2, 2));
const points = record({
  ...{ instance: listOf(whole()), labels: listOf(whole()), predictions: listOf(whole()) },
  ...{ x: listOf(amount), y: listOf(amount) },
});

/** Throws UserError unless the lists of a set are of one length, and labels and predictions are classes. */
function checkPoints({ train, test }: Projection, C: number): void {
  for (const { instance, labels, predictions, x, y } of [train, test]) {
    const lengths = [labels, predictions, x, y].map((values) => values.length);
    checkEach('plot.projection', 'number of points', lengths, oneOf(instance.length));
    checkEach('plot.projection', 'label', labels, whole(0, C - 1));
    checkEach('plot.projection', 'prediction', predictions, whole(0, C - 1));
  }
}

/**
 * Training and test images of a class on a plane, for the balanced and the imbalanced network: training images,
 * recognised (TP) and missed (FN) test images, and test images of other classes that were predicted as it (FP), in
 * front of the training images of all classes. A dropdown chooses the class; a click on the legend hides or shows a
 * set.
 */
export function projection(data: ProjectionData, options: ProjectionFigureOptions = {}): Figure {
  const projected = record({ method: oneOf('pca', 'umap'), train: points, test: points, explained });
  checkFigure('plot.projection', data, { classNames: names, counts, ...pairOf(projected) }, options, {
    label: [number(), undefined],
  });
  for (const model of [data.balanced, data.imbalanced]) if (model) checkPoints(model, data.classNames.length);
  const both = sides(data);
  const label = options.label ?? data.classNames.length - 1;
  checkValue('plot.projection', 'label', label, oneOf(...data.classNames.keys()));
  const draft: Draft = {
    title: 'Training and test images of a class',
    height: 560,
    top: 84,
    alt: `Images as points of a plane, ${data.classNames[label]} at first, a dropdown chooses the class. ${describeSides(both, (model) => describe(model, data, label))}`,
    data: both.flatMap((side, k) => traces(side, data, label, k === 1 || !data.imbalanced)),
    layout: {
      ...pairLayout(both, (_, k) => axes(both[k].model)),
      legend: { orientation: 'h', x: 0, y: -0.14, yanchor: 'top', itemsizing: 'constant' },
      showlegend: true,
      updatemenus: [classMenu(both, data, label)],
    },
  };
  return figure(draft, options);
}

function axes(projection: Projection | null): { x: LayoutAxis; y: LayoutAxis } {
  const title = (k: number) => {
    if (!projection) return '';
    if (!projection.explained) return `UMAP ${k + 1}`;
    return `${['first', 'second'][k]} direction, ${percent(projection.explained[k])} of the variance`;
  };
  const axis = (k: number) => ({ title: { text: title(k) }, zeroline: false, showticklabels: false });
  return { x: axis(0), y: axis(1) };
}

/** A set of a class's images: which points, and how they look. */
interface Role {
  name: string;
  marker: NonNullable<ScatterData['marker']>;
  of: 'train' | 'test';
  has: (label: number, prediction: number, c: number) => boolean;
}

const roles: readonly Role[] = [
  {
    ...{ name: 'training', of: 'train', has: (label, _, c) => label === c },
    marker: { symbol: 'circle-open', color: palette.train, size: 9, line: { width: 2 } },
  },
  {
    ...{ name: 'test, recognised (TP)', of: 'test', has: (label, said, c) => label === c && said === c },
    marker: { symbol: 'square', color: palette.recognised, size: 8 },
  },
  {
    ...{ name: 'test, missed (FN)', of: 'test', has: (label, said, c) => label === c && said !== c },
    marker: { symbol: 'x', color: palette.missed, size: 10 },
  },
  {
    ...{ name: 'test, taken for it (FP)', of: 'test', has: (label, said, c) => label !== c && said === c },
    marker: { symbol: 'triangle-up', color: palette.neutral, size: 8 },
  },
];

function traces({ panel, model }: Side<Projection>, axis: ClassAxis, c: number, showlegend: boolean): Data[] {
  if (!model) return [emptyTrace(panel)];
  const place = { xaxis: panel.xaxis, yaxis: panel.yaxis, type: 'scatter', mode: 'markers' } as const;
  const own = roles.map(
    (role): Data => ({
      ...{ ...place, ...pointsOf(model, role, axis, c), name: role.name, legendgroup: role.name, showlegend },
      ...{
        marker: role.marker,
        hovertemplate: `%{text}<extra>${role.name}</extra>`,
      },
    }),
  );
  return [{ ...place, ...background(model.train, axis), showlegend }, ...own] as Data[];
}

/** The training images of all classes, in the classes' colours. */
function background({ x, y, labels }: ProjectedPoints, axis: ClassAxis): Partial<ScatterData> {
  const [colors, names] = [classColors(axis), hoverNames(axis)];
  return {
    ...{ x: Array.from(x, rounded), y: Array.from(y, rounded), text: Array.from(labels, (c) => names[c]) },
    ...{ name: 'training, all classes', legendgroup: 'all', hovertemplate: '%{text}<extra>training</extra>' },
    marker: { color: Array.from(labels, (c) => colors[c]), size: 5, opacity: 0.5 },
  };
}

/** Points of a set of class c: places, and the hover text of each. */
function pointsOf(
  model: Projection,
  { of, has }: Role,
  { classNames }: ClassAxis,
  c: number,
): { x: (number | null)[]; y: (number | null)[]; text: string[] } {
  const { instance, labels, predictions, x, y } = model[of];
  const shown = [...instance.keys()].filter((k) => has(labels[k], predictions[k], c));
  const name = (k: number) => {
    const taken = predictions[k] === labels[k] ? '' : `, taken for ${classNames[predictions[k]]}`;
    return `image ${instance[k]}, ${classNames[labels[k]]}${taken}`;
  };
  // Plotly would leave an empty set out of the legend, and so lose its switch.
  if (shown.length === 0) return { x: [null], y: [null], text: [''] };
  return { x: shown.map((k) => rounded(x[k])), y: shown.map((k) => rounded(y[k])), text: shown.map(name) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** Restyles the sets, not the background: what the legend has hidden stays hidden. */
function classMenu(both: Side<Projection>[], axis: ClassAxis, label: number): UpdateMenu {
  const there = both.flatMap(({ model }, k) => (model ? [{ model, first: startOf(both, k) + 1 }] : []));
  const indices = there.flatMap(({ first }) => roles.map((_, r) => first + r));
  const buttons = axis.classNames.map((name, c) => {
    const sets = there.flatMap(({ model }) => roles.map((role) => pointsOf(model, role, axis, c)));
    const part = (key: 'x' | 'y' | 'text') => sets.map((set) => set[key]);
    const args = [{ x: part('x'), y: part('y'), text: part('text') }, indices];
    return { label: name, method: 'restyle' as const, args };
  });
  return { type: 'dropdown', direction: 'down', active: label, ...menuPlace(84), buttons };
}

/** The number of traces in the panels before panel k. */
function startOf(both: Side<Projection>[], k: number): number {
  return both.slice(0, k).reduce((sum, { model }) => sum + (model ? 1 + roles.length : 1), 0);
}

function describe(model: Projection, axis: ClassAxis, c: number): string {
  const size = (role: Role) => pointsOf(model, role, axis, c).x.filter((x) => x !== null).length;
  const sizes = roles.map((role) => `${size(role)} ${role.name}`);
  return `${model.method === 'umap' ? 'UMAP' : 'PCA'}, ${sizes.join(', ')}`;
}
