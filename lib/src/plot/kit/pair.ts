import type { Data, Layout, LayoutAxis, ScatterData } from 'plotly.js-dist-min';
import { classAxis } from './class-axis';
import type { ClassAxis, Pair } from './figure';
import { columns, missingNote, type Panel, panelAxes, panelTitles } from './panels';

/** One side of a `Pair`: its panel and its model, null where there is none. */
export interface Side<Model> {
  readonly panel: Panel;
  readonly model: Model | null;
}

/** The two sides of a pair, balanced on the left. */
export function sides<Model>(
  pair: Pair<Model>,
  place: (titles: string[]) => Panel[] = columns,
): Side<Model>[] {
  const [left, right] = place(['Balanced', 'Imbalanced']);
  return [
    { panel: left, model: pair.balanced ?? null },
    { panel: right, model: pair.imbalanced ?? null },
  ];
}

/** The panels of a pair with what `axes` says of each, their titles, and a note in a side without a model. */
export function pairLayout(
  both: readonly Side<unknown>[],
  axes: (panel: Panel, k: number) => { x?: LayoutAxis; y?: LayoutAxis },
): Partial<Layout> {
  const panels = both.map(({ panel }) => panel);
  const missing = both
    .filter(({ model }) => !model)
    .map(({ panel }) => missingNote(panel, `no ${panel.title.toLowerCase()} run`));
  return { ...panelAxes(panels, axes), annotations: [...panelTitles(panels), ...missing] };
}

/** The same over the class axis, with one y axis for both, titled on the left. */
export function sharedLayout(
  both: readonly Side<unknown>[],
  axis: ClassAxis,
  y: LayoutAxis,
  yTitle: string,
): Partial<Layout> {
  const axes = (_: Panel, k: number) => ({
    x: classAxis(axis),
    y: { ...y, ...(k === 0 ? { title: { text: yTitle } } : { showticklabels: false }) },
  });
  return { ...pairLayout(both, axes), showlegend: true };
}

/** A side that has a model, with its class axis. */
export interface Drawn<Model> {
  readonly panel: Panel;
  readonly model: Model;
  /** With the model's numbers of training images, where they are known. */
  readonly axis: ClassAxis;
  /** The legend names the traces of one side for both. */
  readonly showlegend: boolean;
}

/** The traces of both sides, as `draw` has them of a model. */
export function sideTraces<Model extends { counts?: readonly number[] }>(
  both: readonly Side<Model>[],
  classNames: readonly string[],
  draw: (side: Drawn<Model>) => Data[],
): Data[] {
  const last = both.findLast(({ model }) => model);
  return both.flatMap((side) => {
    const { panel, model } = side;
    if (!model) return [emptyTrace(panel)];
    const axis = { classNames, ...(model.counts ? { counts: model.counts } : {}) };
    return draw({ panel, model, axis, showlegend: side === last });
  });
}

/** An invisible trace: Plotly draws no axes where there is none. */
export function emptyTrace({ xaxis, yaxis }: Panel): Partial<ScatterData> {
  return { type: 'scatter', x: [null], y: [null], xaxis, yaxis, showlegend: false, hoverinfo: 'skip' };
}

/** One sentence a side, for the alt text. */
export function describeSides<Model>(both: Side<Model>[], words: (model: Model) => string): string {
  return both.map(({ panel, model }) => `${panel.title}: ${model ? words(model) : 'no run'}.`).join(' ');
}
