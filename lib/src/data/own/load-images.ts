import { some, UserError } from '../../errors';
import { resolve } from '../../machine';
import { checkValue, resolveOptions, text } from '../../options';
import type { Dataset } from '../images';
import { type Decoded, decodeAll, type Unreadable } from './decode';
import { type ImagesOptions, imagesOptions } from './images-options';
import { openSource } from './open';
import type { Numbered, Source } from './source';
import { alikeAcross, partsOf, requireBoth } from './split';
import { channelStatistics } from './statistics';

/** One's own pictures as a data set. */
export interface OwnDataset extends Dataset {
  /** Where they lie: the full path. */
  readonly path: string;
  /** Where each image comes from, `[n]`. */
  readonly names: { readonly train: readonly string[]; readonly test: readonly string[] };
  /** What was left out, and what was taken for what; a line each. */
  readonly notes: readonly string[];
  /** The classes as networks number them: as whole-number labels do, else by the alphabet. */
  readonly numbered: Numbered;
}

/**
 * One's own pictures (PNG, JPEG, WebP, GIF) as a data set: a folder with one subfolder for each class, which is split
 * into training and test images, or one with `train/` and `test/` that each have such subfolders; or a `.npz` or
 * Parquet files with images and labels. The class with the most training images is class 0. Images are normalised by
 * the mean and standard deviation of the training images; in training they are padded by an eighth of their size and
 * cropped at random. Throws a UserError that names pictures that cannot be read, and classes without training or test
 * images.
 */
export async function loadImages(path: string, options: Partial<ImagesOptions> = {}): Promise<OwnDataset> {
  checkValue('loadImages', 'path', path, text);
  const resolved = resolveOptions('loadImages', imagesOptions, options);
  return loadSource(await openSource(path), resolved);
}

/** The pictures of a source as a data set, as {@link loadImages} has them. */
export async function loadSource(source: Source, resolved: ImagesOptions): Promise<OwnDataset> {
  const { path } = source;
  const parts = partsOf(source, resolved);
  requireBoth(path, parts);
  const { classNames, train, test } = parts;
  let before = 0;
  const onProgress = (done: number) => resolved.onProgress?.(before + done, train.length + test.length);
  const training = await decodeAll(train, classNames, resolved, onProgress);
  before = train.length;
  const testing = await decodeAll(test, classNames, resolved, onProgress);
  requireReadable(path, [...training.unreadable, ...testing.unreadable]);
  return datasetOf(withNote(source, alikeAcross(source, resolved, parts)), training, testing, resolved);
}

/** The same with one more thing to say, if there is one. */
export function withNote(source: Source, note: string | null): Source {
  return note === null ? source : { ...source, notes: [...source.notes, note] };
}

function datasetOf(
  { path, name, notes, numbered }: Source,
  train: Decoded,
  test: Decoded,
  { imageSize, flip }: ImagesOptions,
) {
  return {
    name,
    path: resolve(path),
    train: train.images,
    test: test.images,
    preprocessing: { ...channelStatistics(train.images), pad: Math.round(imageSize / 8), flip },
    names: { train: train.names, test: test.names },
    notes,
    numbered,
  };
}

function requireReadable(where: string, unreadable: readonly Unreadable[]): void {
  if (unreadable.length === 0) return;
  const named = unreadable.map(({ name, reason }) => `${name} (${reason})`);
  throw new UserError({
    where,
    given: `${unreadable.length} ${unreadable.length === 1 ? 'picture' : 'pictures'} that cannot be read: ${some(named)}`,
    expected: 'whole PNG, JPEG, WebP or GIF files',
    remedy: 'Repair or remove them; fragility images lists all.',
  });
}
