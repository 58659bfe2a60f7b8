import type { HeatmapData } from 'plotly.js-dist';
import type { ColorScale } from '../../kit/style';
import { png } from '../png';

/** A heat map's cells as a PNG, one pixel each, in a data address; a cell without a value is transparent. */
export function rasterSource(trace: Partial<HeatmapData>): string {
  const rows = trace.z as unknown as (number | null)[][];
  const [low, high] = [Number(trace.zmin), Number(trace.zmax)];
  const width = rows[0]?.length ?? 0;
  const pixels = new Uint8Array(rows.length * width * 4);
  rows.flat().forEach((value, k) => {
    if (value === null) return;
    const place = Math.min(1, Math.max(0, (value - low) / (high - low)));
    pixels.set([...colorAt(trace.colorscale as ColorScale, place), 255], 4 * k);
  });
  return `data:image/png;base64,${png(pixels, width, rows.length).toString('base64')}`;
}

/** Red, green and blue at a place of a colour scale, mixed from the two colours around it. */
function colorAt(scale: ColorScale, place: number): number[] {
  const above = Math.max(
    1,
    scale.findIndex(([at]) => at >= place),
  );
  const [[from, low], [to, high]] = [scale[above - 1], scale[above]];
  const share = (place - from) / (to - from);
  const mix = (k: number) => channel(low, k) * (1 - share) + channel(high, k) * share;
  return [0, 1, 2].map((k) => Math.round(mix(k)));
}

function channel(hex: string, k: number): number {
  return Number.parseInt(hex.slice(1 + 2 * k, 3 + 2 * k), 16);
}
