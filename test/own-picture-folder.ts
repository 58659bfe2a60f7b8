import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';

/** Red, green and blue of a picture, by class and number. */
export type Colour = (label: number, k: number) => readonly [number, number, number];

/** Colours that a network can tell apart, and no two of which are alike. */
export const plain: Colour = (label, k) => [60 * label + 10, (7 * k) % 256, 250 - 50 * label];

/** Writes a picture of one colour, `side` pixels wide and high. */
export function putPicture(file: string, [red, green, blue]: ReturnType<Colour>, side = 8): void {
  mkdirSync(dirname(file), { recursive: true });
  const data = Uint8Array.from({ length: 3 * side * side }, (_, p) => [red, green, blue][p % 3]);
  writeFileSync(file, encode({ width: side, height: side, data, channels: 3 }));
}

/** Writes a folder with a subfolder a class, and so many pictures in each. */
export function putPictures(
  folder: string,
  counts: Readonly<Record<string, number>>,
  colour = plain,
): string {
  for (const [label, [name, count]] of Object.entries(counts).entries())
    for (let k = 0; k < count; k++) putPicture(join(folder, name, `${k}.png`), colour(label, k));
  return folder;
}
