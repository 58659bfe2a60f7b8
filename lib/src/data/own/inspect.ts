import { hashOf, shownSize } from '../../machine';
import { checkValue, resolveOptions, text } from '../../options';
import type { ImageSet } from '../images';
import { type Decoded, decodeAll, type Unreadable } from './decode';
import { type ImagesOptions, imagesOptions } from './load-images';
import { openSource } from './open';
import type { Item } from './source';
import { partsOf } from './split';

/** A training and a test picture of the same pixels. */
export interface Duplicate {
  readonly train: string;
  readonly test: string;
  /** Whether they are of one class. */
  readonly sameClass: boolean;
}

/** What is in a folder of pictures. */
export interface ImagesReport {
  readonly path: string;
  /** What was left out, and what was taken for what; a line each. */
  readonly notes: readonly string[];
  /** By falling number of training images; pictures that cannot be read are not counted. */
  readonly classes: readonly { readonly name: string; readonly train: number; readonly test: number }[];
  /** Width and height of the pictures, the most frequent first. */
  readonly sizes: readonly { readonly width: number; readonly height: number; readonly pictures: number }[];
  /** Pictures of which no other has the same pixels, at the size that they are resized to. */
  readonly different: number;
  /** Across training and test set. */
  readonly duplicates: readonly Duplicate[];
  readonly unreadable: readonly Unreadable[];
}

/**
 * Reads a folder of pictures as {@link loadImages} does, but reports what cannot be trained on in place of throwing.
 * Also gives the training images. Throws UserError only where there are no classes.
 */
export async function inspectImages(
  path: string,
  options: Partial<ImagesOptions> = {},
): Promise<{ report: ImagesReport; train: ImageSet }> {
  checkValue('inspectImages', 'path', path, text);
  const resolved = resolveOptions('inspectImages', imagesOptions, options);
  const source = await openSource(path);
  const { classNames, train, test } = partsOf(source, resolved);
  const [training, testing] = [
    await decodeAll(train, classNames, resolved, resolved.onProgress),
    await decodeAll(test, classNames, resolved),
  ];
  const counts = [training, testing].map(({ images }) => countsOf(images));
  const [ofTrain, ofTest] = [hashesOf(training), hashesOf(testing)];
  const report = {
    path,
    notes: source.notes,
    classes: classNames.map((name, c) => ({ name, train: counts[0][c], test: counts[1][c] })),
    sizes: await sizesOf([...train, ...test]),
    different: new Set([...ofTrain, ...ofTest]).size,
    duplicates: duplicatesIn(training, ofTrain, testing, ofTest),
    unreadable: [...training.unreadable, ...testing.unreadable],
  };
  return { report, train: training.images };
}

function countsOf({ labels, classNames }: ImageSet): number[] {
  const counts = classNames.map(() => 0);
  for (const label of labels) counts[label]++;
  return counts;
}

function hashesOf({ images: { n, pixels } }: Decoded): string[] {
  const area = n === 0 ? 0 : pixels.length / n;
  return Array.from({ length: n }, (_, i) => hashOf('sha256', pixels.subarray(i * area, (i + 1) * area)));
}

function duplicatesIn(
  train: Decoded,
  ofTrain: readonly string[],
  test: Decoded,
  ofTest: readonly string[],
): Duplicate[] {
  const first = new Map(ofTrain.map((hash, i) => [hash, i] as const).reverse());
  return ofTest.flatMap((hash, i) => {
    const twin = first.get(hash);
    if (twin === undefined) return [];
    const sameClass = train.images.labels[twin] === test.images.labels[i];
    return [{ train: train.names[twin], test: test.names[i], sameClass }];
  });
}

async function sizesOf(items: readonly Item[]): Promise<ImagesReport['sizes']> {
  const found = new Map<string, { width: number; height: number; pictures: number }>();
  for (const item of items) {
    const size = await item
      .read()
      .then(shownSize)
      .catch(() => null);
    if (!size) continue;
    const key = `${size.width}x${size.height}`;
    found.set(key, { ...size, pictures: (found.get(key)?.pictures ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => b.pictures - a.pictures);
}
