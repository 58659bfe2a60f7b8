import type { Annotation, Shape } from 'plotly.js-dist';
import { element, text } from './element';
import { dashArray } from './marks';
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
