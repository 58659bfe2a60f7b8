import { encode } from 'fast-png';
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
  const sheet = new Uint8Array(width * height * 4);
  for (const tile of tiles) paint(sheet, width, tile);
  const png = encode({ data: sheet, width, height, channels: 4 }, { zlib: { level: 9 } });
  return `data:image/png;base64,${base64(png)}`;
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
