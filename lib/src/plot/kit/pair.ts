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

/** Layout of two panels over the class axis that share the y axis; a side without a model says so. */
export function sharedLayout(
  both: Side<unknown>[],
  axis: ClassAxis,
  y: LayoutAxis,
  yTitle: string,
): Partial<Layout> {
  const panels = both.map((side) => side.panel);
  return {
    ...panelAxes(panels, (_, k) => ({
      x: classAxis(axis),
      y: { ...y, ...(k === 0 ? { title: { text: yTitle } } : { showticklabels: false }) },
    })),
    annotations: [...panelTitles(panels), ...missingSides(both)],
    showlegend: true,
  };
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

/** The note of each side that has no model. */
export function missingSides(both: Side<unknown>[]) {
  return both
    .filter((side) => !side.model)
    .map(({ panel }) => missingNote(panel, `no ${panel.title.toLowerCase()} run`));
}

/** One sentence a side, for the alt text. */
export function describeSides<Model>(both: Side<Model>[], words: (model: Model) => string): string {
  return both.map(({ panel, model }) => `${panel.title}: ${model ? words(model) : 'no run'}.`).join(' ');
}
