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

/** At most four panels, row by row, `across` in a row; `gap` = space between columns and between rows, as fractions. */
export function grid(
  titles: readonly string[],
  across: number,
  gap: { x?: number; y?: number } = {},
): Panel[] {
  const { x = 0.06, y = 0.14 } = gap;
  const down = Math.ceil(titles.length / across);
  const [width, height] = [(1 - x * (across - 1)) / across, (1 - y * (down - 1)) / down];
  return titles.map((title, k) => {
    const left = (k % across) * (width + x);
    const top = 1 - Math.floor(k / across) * (height + y);
    const place = { left, right: left + width, bottom: Math.max(0, top - height), top };
    return { title, xaxis: xaxes[k], yaxis: yaxes[k], ...place };
  });
}

/** Panels side by side. */
export function columns(titles: readonly string[], x?: number): Panel[] {
  return grid(titles, titles.length, x === undefined ? {} : { x });
}

/** Panels one above the other, the first on top. */
export function rows(titles: readonly string[], y?: number): Panel[] {
  return grid(titles, 1, y === undefined ? {} : { y });
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
