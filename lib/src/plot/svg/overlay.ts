import type { Annotation, Data, ScatterData, Shape } from 'plotly.js-dist';
import { element, text } from './element';
import { dashArray, traceSvg } from './marks';
import type { Area, NamedSubplot } from './subplots';

/** Everything that is placed by hand on a figure. */
export interface Page {
  readonly plots: readonly NamedSubplot[];
  readonly area: Area;
  /** Colour of text and lines. */
  readonly ink: string;
}

function xAt({ plots, area }: Page, ref: unknown, value: unknown): number {
  if (ref === 'paper') return area.left + Number(value) * (area.right - area.left);
  return (plots.find(({ xName }) => xName === ref) ?? plots[0]).x.at(value);
}

function yAt({ plots, area }: Page, ref: unknown, value: unknown): number {
  if (ref === 'paper') return area.bottom - Number(value) * (area.bottom - area.top);
  return (plots.find(({ yName }) => yName === ref) ?? plots[0]).y.at(value);
}

/** A straight line. */
export function shapeSvg(shape: Partial<Shape>, page: Page): string {
  const ends = {
    ...{ x1: xAt(page, shape.xref, shape.x0), x2: xAt(page, shape.xref, shape.x1) },
    ...{ y1: yAt(page, shape.yref, shape.y0), y2: yAt(page, shape.yref, shape.y1) },
  };
  const stroke = { stroke: page.ink, 'stroke-width': Number(shape.line?.width ?? 1) };
  return element('line', { ...ends, ...stroke, 'stroke-dasharray': dashArray(shape.line?.dash) });
}

const anchors = { left: 'start', center: 'middle', right: 'end', auto: 'middle' } as const;
const baselines = { top: 'hanging', middle: 'central', bottom: 'auto', auto: 'central' } as const;

/** Plotly keeps a note this far from its point. */
const padding = { top: 4, middle: 0, bottom: -4, auto: 0 } as const;

/** A note without an arrow. */
export function noteSvg(note: Annotation, page: Page): string {
  const turned = Number(note.textangle ?? 0) === -90;
  const anchor = anchors[note.xanchor ?? 'auto'];
  return text(note.text ?? '', {
    x: xAt(page, note.xref, note.x) + (note.xshift ?? 0),
    y: yAt(page, note.yref, note.y) - (note.yshift ?? 0) + (turned ? 0 : padding[note.yanchor ?? 'auto']),
    fill: String(note.font?.color ?? page.ink),
    size: Number(note.font?.size ?? 14),
    // A turned text starts at its foot: what was its top is now its end.
    anchor: turned
      ? ({ top: 'end', middle: 'middle', bottom: 'start', auto: 'middle' }[note.yanchor ?? 'auto'] as 'end')
      : anchor,
    baseline: turned ? 'auto' : baselines[note.yanchor ?? 'auto'],
    angle: turned ? -90 : 0,
  });
}

function named(data: readonly Data[]): Partial<ScatterData>[] {
  return data.filter(
    (trace) => (trace as Partial<ScatterData>).showlegend !== false,
  ) as Partial<ScatterData>[];
}

/** Pixels that the legend needs, for its longest name. */
export function legendWidth(data: readonly Data[]): number {
  return Math.max(175, ...named(data).map(({ name }) => 70 + 7.5 * (name ?? '').length));
}

/** The names of the traces that have one, with a sample of each, right of the plots. */
export function legendSvg(data: readonly Data[], { area, ink }: Page): string {
  return named(data)
    .map((trace, row) => {
      const { name, mode } = trace;
      const y = area.top + 10 + 24 * row;
      const label = text(String(name ?? ''), { x: area.right + 58, y, fill: ink, baseline: 'central' });
      return sample(trace as Data, mode, area.right + 18, y) + label;
    })
    .join('');
}

/** A short piece of the trace, 32 pixels wide. */
function sample(trace: Data, mode: string | undefined, x: number, y: number): string {
  const at = { start: x, end: x + 32, axis: {}, ticks: [], at: (value: unknown) => x + 32 * Number(value) };
  const flat = { ...at, at: (value: unknown) => y + 6 - 12 * Number(value) };
  if (trace.type === 'bar')
    return traceSvg({ ...trace, x: [0.5], y: [1], width: 0.5, text: [] } as Data, { x: at, y: flat }, [0, 1]);
  const xs = mode === 'markers' ? [0.5] : [0, 0.5, 1];
  return traceSvg({ ...trace, x: xs, y: xs.map(() => 0.5) } as Data, { x: at, y: flat }, [0, 1]);
}
