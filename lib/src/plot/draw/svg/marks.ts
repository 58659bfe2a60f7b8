import type { BarData, Data, HeatmapData, ScatterData } from 'plotly.js-dist';
import { element, text } from './element';
import { errorLine } from './error-line';
import { rasterSource } from './raster';
import type { Scale } from './scale';

/** A subplot: its two axes. */
export interface Subplot {
  readonly x: Scale;
  readonly y: Scale;
}

/** What one trace looks like; `slot` = which of how many bars of a group it is. */
export function traceSvg(trace: Data, plot: Subplot, slot: [number, number]): string {
  if (trace.type === 'bar') return bars(trace as Partial<BarData>, plot, slot);
  if (trace.type === 'heatmap') return heatmap(trace as Partial<HeatmapData>, plot);
  if (trace.type === 'image') return picture((trace as { source?: string }).source ?? '', plot);
  return lines(trace as Partial<ScatterData>, plot);
}

function list(values: unknown): unknown[] {
  return Array.isArray(values) ? values : [];
}

/** Colour of point k: one for all, one each, or a place on a colour scale from 0 to 1. */
function colorOf(marker: { color?: unknown; colorscale?: unknown } | undefined, k: number): string {
  const color = Array.isArray(marker?.color) ? marker.color[k] : marker?.color;
  if (typeof color !== 'number') return String(color ?? '#797979');
  const scale = marker?.colorscale as [number, string][];
  return (scale.findLast(([from]) => from <= color) ?? scale[0])[1];
}

function bars(trace: Partial<BarData>, { x, y }: Subplot, [index, of]: [number, number]): string {
  const own = typeof trace.width === 'number' ? trace.width : null;
  const unit = x.at(1) - x.at(0);
  const width = (own ?? 0.8 / of) * unit;
  const shift = own === null ? -0.4 * unit + index * width : -width / 2;
  const labels = trace.textposition === 'outside' ? list(trace.text) : [];
  const bar = (value: unknown, k: number) => {
    if (value === null) return '';
    const [left, top, zero] = [x.at(list(trace.x)[k]) + shift, y.at(value), y.at(0)];
    const box = { x: left, y: Math.min(top, zero), width, height: Math.abs(zero - top) };
    const label = { x: left + width / 2, y: top - 5, anchor: 'middle', size: 13, fill: '#797979' } as const;
    const range = errorLine(trace.error_y, k, left + width / 2, Number(value), y);
    return (
      element('rect', { ...box, fill: colorOf(trace.marker, k) }) +
      range +
      text(String(labels[k] ?? ''), label)
    );
  };
  return list(trace.y).map(bar).join('');
}

const dashes: Record<string, string> = { dash: '9 6', dot: '2 5', dashdot: '9 5 2 5' };

/** Plotly's dash as SVG's. */
export function dashArray(dash: unknown): string | undefined {
  return dashes[String(dash)];
}

function lines(trace: Partial<ScatterData>, { x, y }: Subplot): string {
  const xs = list(trace.x);
  const points = list(trace.y).map((value, k) =>
    value === null || xs[k] === null ? null : [x.at(xs[k]), y.at(value)],
  );
  const mode = trace.mode ?? 'lines';
  const ranges = points.map((p, k) => p && errorLine(trace.error_y, k, p[0], Number(list(trace.y)[k]), y));
  return (
    ranges.join('') +
    (mode.includes('lines') ? path(points, trace) : '') +
    (mode.includes('markers') ? dots(points, trace) : '')
  );
}

function path(points: (number[] | null)[], { line }: Partial<ScatterData>): string {
  const moves = points.map((p, k) =>
    p ? `${points[k - 1] ? 'L' : 'M'}${p[0].toFixed(1)} ${p[1].toFixed(1)}` : '',
  );
  const stroke = { stroke: String(line?.color ?? '#797979'), 'stroke-width': Number(line?.width ?? 2) };
  return element('path', {
    d: moves.join(''),
    fill: 'none',
    ...stroke,
    'stroke-dasharray': dashArray(line?.dash),
  });
}

function dots(points: (number[] | null)[], { marker }: Partial<ScatterData>): string {
  const symbols = marker?.symbol as unknown;
  const radius = Number(marker?.size ?? 8) / 2;
  return points
    .map((p, k) => {
      const color = colorOf(marker, k);
      if (!p || color === 'rgba(0,0,0,0)') return '';
      const symbol = String((Array.isArray(symbols) ? symbols[k] : symbols) ?? 'circle');
      const opacity = Number(marker?.opacity ?? 1);
      const paint = symbol.endsWith('-open')
        ? { fill: 'none', stroke: color, 'stroke-width': 2.5 }
        : { fill: color, ...(opacity < 1 ? { opacity } : {}) };
      return dot(symbol, p[0], p[1], radius, paint);
    })
    .join('');
}

/** Corners of the markers that are not circles, for radius 1, as `x,y x,y ...`. */
const corners: Record<string, string> = {
  square: '-.9,-.9 .9,-.9 .9,.9 -.9,.9',
  diamond: '0,-1.2 1.2,0 0,1.2 -1.2,0',
  x: '-1,-.6 -.6,-1 0,-.4 .6,-1 1,-.6 .4,0 1,.6 .6,1 0,.4 -.6,1 -1,.6 -.4,0',
  star: '0,-1.2 .35,-.4 1.2,-.4 .5,.2 .75,1.1 0,.55 -.75,1.1 -.5,.2 -1.2,-.4 -.35,-.4',
  'triangle-up': '-1.1,.8 0,-1.2 1.1,.8',
  'triangle-right': '-.8,-1.1 1.2,0 -.8,1.1',
  'triangle-left': '.8,-1.1 -1.2,0 .8,1.1',
};

function dot(
  symbol: string,
  x: number,
  y: number,
  r: number,
  paint: Record<string, string | number>,
): string {
  const shape = corners[symbol.replace('-open', '')];
  if (!shape) return element('circle', { cx: x, cy: y, r, ...paint });
  const points = shape.split(' ').map((pair) => {
    const [dx, dy] = pair.split(',').map(Number);
    return `${(x + r * dx).toFixed(1)},${(y + r * dy).toFixed(1)}`;
  });
  return element('polygon', { points: points.join(' '), ...paint });
}

/** Cells with a text each are rectangles; the many cells without one are the pixels of a picture. */
function heatmap(trace: Partial<HeatmapData>, plot: Subplot): string {
  return trace.text ? tiles(trace, plot) : picture(rasterSource(trace), plot, 'none');
}

function tiles(trace: Partial<HeatmapData>, { x, y }: Subplot): string {
  const gap = (trace.xgap ?? 0) / 2;
  const texts = trace.text as unknown as string[][];
  const [width, height] = [x.at(1) - x.at(0), Math.abs(y.at(1) - y.at(0))];
  const span = Number(trace.zmax) - Number(trace.zmin);
  const marker = (z: unknown) => ({
    color: (Number(z) - Number(trace.zmin)) / span,
    colorscale: trace.colorscale,
  });
  return (trace.z as unknown as unknown[][])
    .flatMap((row, r) =>
      row.map((z, c) => {
        const box = { x: x.at(c - 0.5) + gap, y: y.at(r) - height / 2 + gap };
        const size = { width: width - 2 * gap, height: height - 2 * gap, fill: colorOf(marker(z), 0) };
        const middle = {
          x: x.at(c),
          y: y.at(r),
          anchor: 'middle',
          baseline: 'central',
          fill: '#ffffff',
        } as const;
        return element('rect', { ...box, ...size }) + text(texts[r][c], middle);
      }),
    )
    .join('');
}

function picture(source: string, { x, y }: Subplot, preserveAspectRatio?: 'none'): string {
  const box = {
    x: x.start,
    y: Math.min(y.start, y.end),
    width: x.end - x.start,
    height: Math.abs(y.end - y.start),
  };
  return element('image', { ...box, href: source, preserveAspectRatio, style: 'image-rendering: pixelated' });
}
