import { encode } from 'fast-png';
import type { Data } from 'plotly.js-dist-min';
import type { ImageSet } from '../../data/images';
import { base64 } from '../draw/base64';

/** Image `index` of a set and where its upper left corner is, in pixels. */
export interface Tile {
  readonly images: ImageSet;
  readonly index: number;
  readonly left: number;
  readonly top: number;
}

/** Images on a transparent sheet of `width` by `height` pixels, as a PNG in a data address. */
export function mosaic(tiles: readonly Tile[], width: number, height: number): string {
  return `data:image/png;base64,${base64(mosaicFile(tiles, width, height))}`;
}

/** The same as the bytes of a PNG file. */
export function mosaicFile(tiles: readonly Tile[], width: number, height: number): Uint8Array {
  const sheet = new Uint8Array(width * height * 4);
  for (const tile of tiles) paint(sheet, width, tile);
  return encode({ data: sheet, width, height, channels: 4 }, { zlib: { level: 9 } });
}

function paint(sheet: Uint8Array, sheetWidth: number, { images, index, left, top }: Tile): void {
  const { pixels, width, height } = images;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = ((index * height + y) * width + x) * 3;
      const to = ((top + y) * sheetWidth + left + x) * 4;
      sheet.set(pixels.subarray(from, from + 3), to);
      sheet[to + 3] = 255;
    }
  }
}

/** Tiles and the hover text of each. */
export interface Sheet {
  readonly tiles: readonly (Tile & { caption: string })[];
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** A sheet of images as traces: the picture, and an invisible point in the middle of each image, which tells its caption. */
export function sheetTraces(
  { tiles, width, height }: Sheet,
  axes: { xaxis?: string; yaxis?: string },
): Data[] {
  return [
    { type: 'image', source: mosaic(tiles, width, height), hoverinfo: 'skip', ...axes },
    {
      ...{ type: 'scatter', mode: 'markers', marker: { color: 'rgba(0,0,0,0)', size: 30, symbol: 'square' } },
      x: tiles.map(({ left, images }) => left + (images.width - 1) / 2),
      y: tiles.map(({ top, images }) => top + (images.height - 1) / 2),
      ...{ text: tiles.map(({ caption }) => caption), hovertemplate: '%{text}<extra></extra>', ...axes },
    },
  ] as Data[];
}
