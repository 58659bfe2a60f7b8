import { UserError } from '../errors';
import { checkEach, checkValue, inWords, isList, text, whole } from '../options';
import type { Points } from './likeness';

/** Labelled RGB images in memory. */
export interface ImageSet {
  readonly n: number;
  readonly height: number;
  readonly width: number;
  /** `pixels: [n, height, width, 3]`, 0..255, red green blue interleaved. */
  readonly pixels: Uint8Array;
  /** `labels: [n]`, 0 <= label < classNames.length. */
  readonly labels: Uint8Array | Uint16Array;
  readonly classNames: readonly string[];
  /** Where a trained network puts each image, for choosing those that are alike; only where a choice asks for it. */
  readonly features?: Points;
}

/** Channel statistics of images divided by 255, and how training images are augmented. */
export interface Preprocessing {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  /** Zero padding on each side before a random crop of the original size; 0 = no crop. */
  readonly pad: number;
  /** Mirror horizontally with probability 1/2. */
  readonly flip: boolean;
}

/** A data set as a training run takes it. */
export interface Dataset {
  readonly name: string;
  readonly train: ImageSet;
  readonly test: ImageSet;
  readonly preprocessing: Preprocessing;
}

/** The images at `indices`, in that order, copied. Throws UserError on an index that is not there. */
export function subset(images: ImageSet, indices: ArrayLike<number>): ImageSet {
  checkImages('subset', images);
  checkEach('subset', 'index', indices, whole(0, images.n - 1));
  const size = images.height * images.width * 3;
  const pixels = new Uint8Array(indices.length * size);
  const labels = emptyLabels(indices.length, images.classNames.length);
  for (let i = 0; i < indices.length; i++) {
    const k = indices[i];
    pixels.set(images.pixels.subarray(k * size, (k + 1) * size), i * size);
    labels[i] = images.labels[k];
  }
  const { features: _, ...rest } = images;
  return { ...rest, n: indices.length, pixels, labels };
}

/** Room for the labels of n images, as wide as the number of classes asks for. */
export function emptyLabels(n: number, classes: number): ImageSet['labels'] {
  return classes > 256 ? new Uint16Array(n) : new Uint8Array(n);
}

/** Throws UserError unless the arrays of `images` have the lengths that n, height and width ask for. */
export function checkImages(where: string, images: ImageSet): void {
  const { n, height, width, pixels, labels, classNames } = images ?? {};
  for (const [name, value] of Object.entries({ n, height, width })) checkValue(where, name, value, whole());
  checkEach(where, 'class name', classNames, text);
  const lengths = { pixels: [pixels, n * height * width * 3], labels: [labels, n] } as const;
  for (const [name, [list, length]] of Object.entries(lengths)) {
    if (isList(list) && list.length === length) continue;
    const remedy = 'Give a set of images as loadDataset or shapes makes one.';
    throw new UserError({
      where,
      given: `${name} = ${inWords(list)}`,
      expected: `a list of ${length}`,
      remedy,
    });
  }
}
