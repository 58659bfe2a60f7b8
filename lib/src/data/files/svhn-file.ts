import { UserError } from '../../errors';
import { readBytes } from '../../machine';
import type { ImageSet } from '../images';
import { imbalancedIndices } from '../imbalance';
import { requirePerClass } from '../sets/class-counts';
import { svhnClasses } from '../sets/class-names';
import { type ByteArray, parseMatFile } from './mat-file';

// "Loading the .mat files creates 2 variables: X which is a 4-D matrix containing the images, and y which is a
// vector of class labels. To access the images, X(:,:,:,i) gives the i-th 32-by-32 RGB image, with class label
// y(i)." "10 classes, 1 for each digit. Digit '1' has label 1, '9' has label 9 and '0' has label 10."
// (http://ufldl.stanford.edu/housenumbers/, format 2)

const SIZE = 32;
const PLANE = SIZE * SIZE;

/**
 * `perClass` random images of each digit in an official SVHN file, kept in its order; `seed` decides which.
 * Throws UserError if the file cannot be read or a digit has fewer images.
 */
export async function readSvhnFile(path: string, perClass: number, seed: number): Promise<ImageSet> {
  const { images, labels } = digits(parseMatFile(await readBytes(path), path), path);
  requirePerClass({
    where: path,
    labels,
    classNames: svhnClasses,
    perClass,
    remedy: 'Take the complete official file, or ask for fewer (trainPerClass, testPerClass of loadSvhn).',
  });
  const kept = imbalancedIndices(labels, new Array(svhnClasses.length).fill(perClass), seed).sort();
  return {
    n: kept.length,
    height: SIZE,
    width: SIZE,
    pixels: interleave(images, kept),
    labels: Uint8Array.from(kept, (i) => labels[i]),
    classNames: svhnClasses,
  };
}

/** `images: [N, channel, column, row]`; `labels: [N]`, the digits themselves. */
function digits(arrays: Map<string, ByteArray>, path: string) {
  const [X, y] = [arrays.get('X'), arrays.get('y')];
  const n = y?.values.length ?? 0;
  if (!X || !y || X.dimensions.join() !== [SIZE, SIZE, 3, n].join()) {
    throw notSvhn(
      path,
      `X of ${sizes(X)} and y of ${sizes(y)}`,
      'X of 32 x 32 x 3 x N and y of N x 1, in bytes',
    );
  }
  const wrong = y.values.findIndex((label) => label < 1 || label > 10);
  if (wrong >= 0) throw notSvhn(path, `label ${y.values[wrong]} of image ${wrong}`, 'labels from 1 to 10');
  return { images: X.values, labels: y.values.map((label) => label % 10) };
}

function sizes(array: ByteArray | undefined): string {
  return array?.dimensions.join(' x ') ?? 'nothing';
}

/** `[n, row, column, channel]` of the images at `indices` from `[N, channel, column, row]`. */
function interleave(images: Uint8Array, indices: Int32Array): Uint8Array {
  const pixels = new Uint8Array(indices.length * 3 * PLANE);
  let to = 0;
  for (const index of indices) {
    const image = images.subarray(index * 3 * PLANE, (index + 1) * 3 * PLANE);
    for (let row = 0; row < SIZE; row++)
      for (let at = row; at < PLANE; at += SIZE)
        for (let channel = 0; channel < 3; channel++) pixels[to++] = image[channel * PLANE + at];
  }
  return pixels;
}

function notSvhn(where: string, given: string, expected: string): UserError {
  return new UserError({ where, given, expected, remedy: 'Name the official cropped digits of SVHN.' });
}
