import type { Data } from 'plotly.js-dist-min';
import type { ImageSet } from '../../data/images';
import { UserError } from '../../errors';
import { type Draft, figure } from '../kit/draft';
import type { Figure, FigureOptions } from '../kit/figure';
import { mosaic } from '../kit/mosaic';

/** What `contactSheet` takes beside its images. */
export interface ContactSheetOptions extends FigureOptions {
  /** Which images, in that order. Default: the first 60. */
  indices?: readonly number[];
  /** Images in a row. Default: 15, or as many as there are. */
  columns?: number;
  /** Hover text of each shown image. Default: its number in the set and its class. */
  captions?: readonly string[];
}

/** Images side by side, row by row; the hover text tells each one's class. */
export function contactSheet(images: ImageSet, options: ContactSheetOptions = {}): Figure {
  const indices = options.indices ?? Array.from({ length: Math.min(images.n, 60) }, (_, i) => i);
  checkIndices(images, indices);
  const grid = layOut(images, indices.length, options.columns ?? 15);
  const name = (i: number) => images.classNames[images.labels[i]];
  const captions = options.captions ?? indices.map((i) => `image ${i}, ${name(i)}`);
  const tiles = indices.map((index, k) => ({ images, index, ...cornerOf(k, grid) }));
  const source = mosaic(tiles, grid.width, grid.height);
  const draft: Draft = {
    title: '',
    height: (options.title ? 70 : 20) + grid.rows * 62,
    top: 46,
    margin: { r: 10, b: 10, l: 10 },
    alt: `${indices.length} images: ${countNames(indices.map(name))}.`,
    data: [picture(source), hoverPoints(grid, captions)],
    layout: {
      xaxis: { visible: false, range: [-0.5, grid.width - 0.5], constrain: 'domain' },
      yaxis: {
        visible: false,
        range: [grid.height - 0.5, -0.5],
        scaleanchor: 'x',
        constrain: 'domain',
      },
      showlegend: false,
    },
  };
  return figure(draft, options);
}

function checkIndices(images: ImageSet, indices: readonly number[]): void {
  const wrong = indices.find((i) => !(i >= 0 && i < images.n));
  if (wrong === undefined) return;
  throw new UserError({
    where: 'contactSheet',
    given: `image ${wrong}`,
    expected: `0 to ${images.n - 1}`,
    remedy: 'Choose indices of this image set.',
  });
}

interface Grid {
  columns: number;
  rows: number;
  /** Pixels of an image and the space beside it. */
  stepX: number;
  stepY: number;
  width: number;
  height: number;
  n: number;
}

const space = 2;

function layOut(images: ImageSet, n: number, wanted: number): Grid {
  const columns = Math.max(1, Math.min(wanted, n));
  const rows = Math.max(1, Math.ceil(n / columns));
  const [stepX, stepY] = [images.width + space, images.height + space];
  return { columns, rows, stepX, stepY, width: columns * stepX - space, height: rows * stepY - space, n };
}

/** Where image k of the grid begins. */
function cornerOf(k: number, { columns, stepX, stepY }: Grid) {
  return { left: (k % columns) * stepX, top: Math.floor(k / columns) * stepY };
}

function picture(source: string): Data {
  return { type: 'image', source, hoverinfo: 'skip' };
}

function hoverPoints({ columns, stepX, stepY, n }: Grid, captions: readonly string[]): Data {
  const cells = Array.from({ length: n }, (_, k) => k);
  return {
    ...{ type: 'scatter', mode: 'markers', text: [...captions], hovertemplate: '%{text}<extra></extra>' },
    x: cells.map((k) => (k % columns) * stepX + (stepX - space - 1) / 2),
    y: cells.map((k) => Math.floor(k / columns) * stepY + (stepY - space - 1) / 2),
    marker: { color: 'rgba(0,0,0,0)', size: 24, symbol: 'square' },
  };
}

function countNames(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, n]) => `${n} ${name}`).join(', ');
}
