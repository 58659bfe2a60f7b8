import type { ImageSet } from '../../data/images';
import { celebaClasses } from '../../data/sets/class-names';
import { UserError } from '../../errors';
import { mosaic } from '../../plot/kit/mosaic';
import type { Sprite } from './page-data';

/**
 * A function that gives the images behind rows of the test set, in the order asked for; null if they are not at hand.
 * `imagesOfRun(run)?.test` and `imagesOfDataset(dataset).test` are such functions.
 */
export type ImageSource = (rows: Int32Array) => Promise<ImageSet | null>;

const COLUMNS = 30;

/** The images behind these rows of the test set as one PNG. */
export async function picturesOf(
  source: ImageSource,
  rows: Int32Array,
  classNames: readonly string[],
): Promise<Sprite | null> {
  if (classNames.join() === celebaClasses.join()) throw celebaRefused();
  const images = await source(rows);
  if (!images) return null;
  if (images.n !== rows.length) throw wrongNumber(images.n, rows.length);
  return spriteOf(images);
}

function spriteOf(images: ImageSet): Sprite {
  const { n, width, height } = images;
  const columns = Math.min(COLUMNS, n);
  const rows = Math.ceil(n / columns);
  const tiles = Array.from({ length: n }, (_, index) => ({
    images,
    index,
    left: (index % columns) * width,
    top: Math.floor(index / columns) * height,
  }));
  return { source: mosaic(tiles, columns * width, rows * height), columns, rows, width, height };
}

function celebaRefused(): UserError {
  return new UserError({
    where: 'explorer: images',
    given: 'images of CelebA',
    expected: 'images that may be passed on within a notebook',
    remedy: 'Leave them out: the licence of CelebA lets nobody pass its images on.',
  });
}

function wrongNumber(given: number, expected: number): UserError {
  return new UserError({
    where: 'explorer: images',
    given: `${given} images`,
    expected: `${expected}, one for each shown instance`,
    remedy: 'Return the images behind the given rows of the test set, in that order.',
  });
}
