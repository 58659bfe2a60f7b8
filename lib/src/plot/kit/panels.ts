import type { Annotation, Layout, LayoutAxis } from 'plotly.js-dist-min';
import { note } from './draft';

/** One of several plots in a figure: its Plotly axes and its place, in fractions of the drawing area. */
export interface Panel {
  readonly title: string;
  /** `x`, `x2`, ... as a trace names it. */
  readonly xaxis: 'x' | 'x2' | 'x3' | 'x4';
  readonly yaxis: 'y' | 'y2' | 'y3' | 'y4';
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

const xaxes = ['x', 'x2', 'x3', 'x4'] as const;
const yaxes = ['y', 'y2', 'y3', 'y4'] as const;

/** At most four panels side by side, `gap` = space between two, as a fraction of the width. */
export function columns(titles: readonly string[], gap = 0.06): Panel[] {
  const width = (1 - gap * (titles.length - 1)) / titles.length;
  return titles.map((title, k) => {
    const left = k * (width + gap);
    return { title, xaxis: xaxes[k], yaxis: yaxes[k], left, right: left + width, bottom: 0, top: 1 };
  });
}

/** At most four panels one above the other, the first on top, `gap` = space between two, as a fraction of the height. */
export function rows(titles: readonly string[], gap = 0.14): Panel[] {
  const height = (1 - gap * (titles.length - 1)) / titles.length;
  return titles.map((title, k) => {
    const top = 1 - k * (height + gap);
    const bottom = Math.max(0, top - height);
    return { title, xaxis: xaxes[k], yaxis: yaxes[k], left: 0, right: 1, bottom, top };
  });
}

/** The panels' axes as a part of a layout, with what `axes` says of each. */
export function panelAxes(
  panels: readonly Panel[],
  axes: (panel: Panel, k: number) => { x?: LayoutAxis; y?: LayoutAxis },
): Partial<Layout> {
  const layout: Partial<Layout> = {};
  panels.forEach((p, k) => {
    const { x = {}, y = {} } = axes(p, k);
    const number = p.xaxis.slice(1) as `${number}` | '';
    layout[`xaxis${number}` as 'xaxis'] = { domain: [p.left, p.right], anchor: p.yaxis, ...x };
    layout[`yaxis${number}` as 'yaxis'] = { domain: [p.bottom, p.top], anchor: p.xaxis, ...y };
  });
  return layout;
}

/** The titles of the panels, each above its upper left corner. */
export function panelTitles(panels: readonly Panel[]): Annotation[] {
  return panels.map((p) =>
    note(`<b>${p.title}</b>`, {
      ...{ x: p.left, xref: 'paper', xanchor: 'left' },
      ...{ y: p.top, yref: 'paper', yanchor: 'bottom', yshift: 4, xshift: -2 },
    }),
  );
}

/** What an empty panel says, in its middle. */
export function missingNote(p: Panel, text: string): Annotation {
  return note(`<i>${text}</i>`, {
    ...{ x: (p.left + p.right) / 2, xref: 'paper', xanchor: 'center' },
    ...{ y: (p.bottom + p.top) / 2, yref: 'paper', yanchor: 'middle' },
  });
}
