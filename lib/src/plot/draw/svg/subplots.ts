import type { Data, Layout, LayoutAxis } from 'plotly.js-dist';
import { element, text } from './element';
import type { Subplot } from './marks';
import { type Scale, scaleOf } from './scale';

/** The rectangle that the subplots share, in pixels. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A subplot and the names of its axes, as traces, shapes and notes call them. */
export interface NamedSubplot extends Subplot {
  readonly xName: string;
  readonly yName: string;
}

/** Every subplot of a figure: one for each pair of axes in its layout. */
export function subplotsOf(layout: Partial<Layout>, data: readonly Data[], area: Area): NamedSubplot[] {
  const numbers = Object.keys(layout).flatMap((key) => /^xaxis(\d*)$/.exec(key)?.[1] ?? []);
  return numbers.map((number) => {
    const [xName, yName] = [`x${number}`, `y${number}`];
    const own = data.filter((trace) => axisName(trace, 'xaxis') === xName) as Record<string, unknown>[];
    const [xAxis, yAxis] = [axisOf(layout, 'xaxis', number), axisOf(layout, 'yaxis', number)];
    const [x0, x1] = (xAxis.domain as number[] | undefined) ?? [0, 1];
    const [y0, y1] = (yAxis.domain as number[] | undefined) ?? [0, 1];
    const [width, height] = [area.right - area.left, area.bottom - area.top];
    const x = scaleOf(
      xAxis,
      area.left + x0 * width,
      area.left + x1 * width,
      own.flatMap((t) => valuesOf(t.x)),
    );
    const y = scaleOf(yAxis, area.bottom - y0 * height, area.bottom - y1 * height, own.flatMap(heights));
    return { xName, yName, x, y };
  });
}

/** The subplot that a trace is drawn in. */
export function subplotOf(plots: readonly NamedSubplot[], trace: Data): NamedSubplot {
  return plots.find(({ xName }) => xName === axisName(trace, 'xaxis')) ?? plots[0];
}

function axisOf(layout: Partial<Layout>, kind: 'xaxis' | 'yaxis', number: string): LayoutAxis {
  return layout[`${kind}${number}` as 'xaxis'] ?? {};
}

function axisName(trace: Data, kind: 'xaxis'): string {
  return (trace as { xaxis?: string })[kind] ?? 'x';
}

function valuesOf(values: unknown): unknown[] {
  return Array.isArray(values) ? values.filter((value) => value !== null) : [];
}

/** Bars stand on 0, so 0 belongs to their range. */
function heights(trace: Record<string, unknown>): unknown[] {
  return trace.type === 'bar' ? [0, ...valuesOf(trace.y)] : valuesOf(trace.y);
}

/** Grid, tick labels and titles of a subplot's axes. */
export function axesSvg({ x, y }: Subplot, ink: string, faint: string): string {
  return yAxisSvg(y, x, ink, faint) + xAxisSvg(x, y, ink, faint);
}

function yAxisSvg(y: Scale, x: Scale, ink: string, faint: string): string {
  if (y.axis.visible === false) return '';
  const labels = y.axis.showticklabels !== false;
  const parts = y.ticks.map(({ value, label }) => {
    const at = y.at(value);
    const line = element('line', { x1: x.start, x2: x.end, y1: at, y2: at, stroke: faint });
    const turned = y.axis.tickangle === -90;
    const place = { x: x.start - (turned ? 10 : 6), y: at, fill: ink, size: 13 };
    const name = turned
      ? text(label, { ...place, anchor: 'middle', angle: -90 })
      : text(label, { ...place, anchor: 'end', baseline: 'central' });
    return (y.axis.showgrid === false ? '' : line) + (labels ? name : '');
  });
  const middle = (y.start + y.end) / 2;
  const title = y.axis.title?.text ?? '';
  return (
    parts.join('') + text(title, { x: x.start - 44, y: middle, fill: ink, anchor: 'middle', angle: -90 })
  );
}

/** Pixels that labels of an x axis need below their first line: 0 where they fit side by side, else they slant. */
export function labelDrop(labels: readonly string[], width: number): number {
  const longest = Math.max(0, ...labels.flatMap(linesOf).map((line) => line.length));
  return longest * 7.5 > width / Math.max(1, labels.length) ? 5 * longest : 0;
}

function linesOf(label: string): string[] {
  return label.split('<br>');
}

function xAxisSvg(x: Scale, y: Scale, ink: string, faint: string): string {
  if (x.axis.visible === false) return '';
  const labelled = x.axis.showticklabels !== false;
  const drop = labelDrop(labelled ? x.ticks.map((tick) => tick.label) : [], x.end - x.start);
  const slanted = drop > 0;
  const parts = x.ticks.map(({ value, label }) => {
    const at = x.at(value);
    const line = element('line', { x1: at, x2: at, y1: y.start, y2: y.end, stroke: faint });
    const place = { x: at, fill: ink, size: 13, angle: slanted ? -45 : 0 };
    const names = linesOf(label).map((words, k) =>
      text(words, { ...place, y: y.start + 18 + 16 * k, anchor: slanted ? 'end' : 'middle' }),
    );
    return (x.axis.showgrid === false ? '' : line) + (labelled ? names.join('') : '');
  });
  const below = y.start + 42 + drop;
  const middle = { x: (x.start + x.end) / 2, y: below, fill: ink, anchor: 'middle' } as const;
  return parts.join('') + text(x.axis.title?.text ?? '', middle);
}
