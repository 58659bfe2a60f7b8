import type { BarData } from 'plotly.js-dist';
import { element } from './element';
import type { Scale } from './scale';

/** The error bar of point k, whose value is drawn at `x` pixels: a line with a short one across each of its ends. */
export function errorLine(bars: BarData['error_y'], k: number, x: number, value: number, y: Scale): string {
  const [up, down] = [bars?.array, bars?.arrayminus].map((lengths) =>
    Number((lengths as number[])?.[k] ?? 0),
  );
  if (!bars || (up === 0 && down === 0)) return '';
  const [top, bottom] = [y.at(value + up), y.at(value - down)].map((pixels) => pixels.toFixed(1));
  const half = bars.width ?? 4;
  const across = `M${(x - half).toFixed(1)}`;
  const d = `M${x.toFixed(1)} ${top}V${bottom}${across} ${top}h${2 * half}${across} ${bottom}h${2 * half}`;
  return element('path', { d, stroke: String(bars.color), 'stroke-width': Number(bars.thickness ?? 2) });
}
