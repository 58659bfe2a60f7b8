import { hashOf, shownSize } from '../../machine';
import { checkValue, resolveOptions, text } from '../../options';
import type { ImageSet } from '../images';
import { type Decoded, decodeAll, type Unreadable } from './decode';
import { type ImagesOptions, imagesOptions } from './images-options';
import { withNote } from './load-images';
import { openSource } from './open';
import type { Item } from './source';
import { alikeAcross, partsOf } from './split';

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
  const parts = partsOf(source, resolved);
  const { classNames, train, test } = parts;
  const sizes = new Sizes();
  let before = 0;
  const onProgress = (done: number) => resolved.onProgress?.(before + done, train.length + test.length);
  const training = await decodeAll(train.map(sizes.noting), classNames, resolved, onProgress);
  before = train.length;
  const testing = await decodeAll(test.map(sizes.noting), classNames, resolved, onProgress);
  const counts = [training, testing].map(({ images }) => countsOf(images));
  const [ofTrain, ofTest] = [hashesOf(training), hashesOf(testing)];
  const report = {
    path,
    notes: withNote(source, alikeAcross(source, resolved, parts)).notes,
    classes: classNames.map((name, c) => ({ name, train: counts[0][c], test: counts[1][c] })),
    sizes: sizes.byFrequency(),
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

/** Sizes of pictures, counted as they are read. */
class Sizes {
  private readonly found = new Map<string, { width: number; height: number; pictures: number }>();

  /** The same picture, whose size is noted when it is read. */
  readonly noting = (item: Item): Item => ({
    ...item,
    read: async () => {
      const picture = await item.read();
      const size = await shownSize(picture).catch(() => null);
      const key = `${size?.width}x${size?.height}`;
      if (size) this.found.set(key, { ...size, pictures: (this.found.get(key)?.pictures ?? 0) + 1 });
      return picture;
    },
  });

  /** The most frequent first, then the smaller. */
  byFrequency(): ImagesReport['sizes'] {
    return [...this.found.values()].sort(
      (a, b) => b.pictures - a.pictures || a.width - b.width || a.height - b.height,
    );
  }
}
