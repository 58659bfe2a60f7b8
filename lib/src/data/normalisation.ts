import { UserError } from '../errors';
import { nearestWord } from '../options';
import type { ImageSet, Preprocessing } from './images';

/** Mean and standard deviation by channel, red green blue, of images divided by 255. */
export type Normalisation = Pick<Preprocessing, 'mean' | 'std'>;

/** Those that people train with, by name. */
export const NORMALISATIONS: Readonly<Record<string, Normalisation>> = {
  cifar: { mean: [0.4914, 0.4822, 0.4465], std: [0.2023, 0.1994, 0.201] },
  imagenet: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  '0.5': { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
  none: { mean: [0, 0, 0], std: [1, 1, 1] },
  /** Values from 0 to 255, as a network takes them that scales its input by itself. */
  '0-255': { mean: [0, 0, 0], std: [1 / 255, 1 / 255, 1 / 255] },
};

/** A normalisation by its name, or by its numbers, `0.49,0.48,0.45/0.25,0.24,0.26`: means, deviations. Throws UserError. */
export function normalisationNamed(where: string, given: string): Normalisation {
  if (Object.hasOwn(NORMALISATIONS, given)) return NORMALISATIONS[given];
  const [mean, std, ...more] = given.split('/').map((part) => part.split(',').map(asNumber));
  const sound = [mean, std].every((list) => list?.length === 3 && list.every(Number.isFinite));
  if (sound && more.length === 0 && std.every((deviation) => deviation > 0))
    return { mean: mean as [number, number, number], std: std as [number, number, number] };
  const names = Object.keys(NORMALISATIONS);
  const near = /[a-z]/i.test(given) ? nearestWord(given, names) : null;
  throw new UserError({
    where,
    given: `"${given}"`,
    expected: `${names.join(', ')}, or three means and three deviations above 0`,
    remedy: `Write, for example, ${near ?? '0.49,0.48,0.45/0.25,0.24,0.26'}.`,
  });
}

function asNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** The images in grey: red, green and blue all 0.299 R + 0.587 G + 0.114 B, rounded as Pillow does. */
export function grey(images: ImageSet): ImageSet {
  const pixels = new Uint8Array(images.pixels.length);
  for (let k = 0; k < pixels.length; k += 3) {
    const [red, green, blue] = images.pixels.subarray(k, k + 3);
    pixels.fill((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16, k, k + 3);
  }
  return { ...images, pixels };
}

/** The images with red and blue exchanged, as OpenCV keeps them, and a normalisation that goes on giving each colour its own. */
export function blueFirst(images: ImageSet): ImageSet {
  const { pixels } = images;
  const turned = pixels.map((_, k) => pixels[k + 2 - 2 * (k % 3)]);
  return { ...images, pixels: turned };
}
