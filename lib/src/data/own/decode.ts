import { decodeSquare, type Fit, isTooManyOpen } from '../../machine';
import { emptyLabels, type ImageSet } from '../images';
import type { Item } from './source';

/** How pictures become images of one size. */
export interface Shape {
  readonly imageSize: number;
  readonly imageFit: Fit;
}

/** The decoded pictures of a part. */
export interface Decoded {
  /** Those that could be read, in their order. */
  readonly images: ImageSet;
  /** The names of these. */
  readonly names: readonly string[];
  readonly unreadable: readonly Unreadable[];
}

/** A picture that could not be decoded, and why. */
export interface Unreadable {
  readonly name: string;
  readonly reason: string;
}

/** Pictures that are read at once. */
const AT_ONCE = 16;

/** Decodes all, in any order; the result is in the given one. */
export async function decodeAll(
  items: readonly Item[],
  classNames: readonly string[],
  { imageSize: size, imageFit }: Shape,
  onProgress?: (done: number, total: number) => void,
): Promise<Decoded> {
  const area = 3 * size * size;
  const pixels = new Uint8Array(items.length * area);
  const reasons = new Map<Item, string>();
  let [next, done] = [0, 0];
  const worker = async () => {
    while (next < items.length) {
      const at = next++;
      try {
        pixels.set(await decodeSquare(await items[at].read(), size, imageFit), at * area);
      } catch (error) {
        if (isTooManyOpen(error)) throw error;
        reasons.set(items[at], (error as Error).message.split('\n')[0]);
      }
      onProgress?.(++done, items.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const kept = [...items.keys()].filter((at) => !reasons.has(items[at]));
  for (const [to, from] of kept.entries()) pixels.copyWithin(to * area, from * area, (from + 1) * area);
  const labels = emptyLabels(kept.length, classNames.length);
  for (const [to, from] of kept.entries()) labels[to] = items[from].label;
  return {
    images: {
      n: kept.length,
      height: size,
      width: size,
      pixels: pixels.subarray(0, kept.length * area),
      labels,
      classNames,
    },
    names: kept.map((at) => items[at].name),
    unreadable: [...items].flatMap((item) => {
      const reason = reasons.get(item);
      return reason === undefined ? [] : [{ name: item.name, reason }];
    }),
  };
}
