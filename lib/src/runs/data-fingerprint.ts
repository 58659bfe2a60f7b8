import type { Dataset, ImageSet } from '../data/images';
import type { Embedding } from '../embed/embeddings';
import { UserError } from '../errors';
import { hashOf } from '../machine';

/** What a run was trained and tested on, as hashes in its config.json. */
export interface DataFingerprint {
  /** Of all images, their sizes and preprocessing. */
  readonly images: string;
  /** Of the positions of the training images in their data set, in their order. */
  readonly index: string;
  readonly trainLabels: string;
  readonly testLabels: string;
}

/** The fingerprint of a data set, of whose training images those at `index` are trained on. */
export function fingerprintOf({ train, test, preprocessing }: Dataset, index: Int32Array): DataFingerprint {
  const sizes = ({ n, height, width, classNames }: ImageSet) => [n, height, width, classNames];
  return {
    images: short(JSON.stringify([sizes(train), sizes(test), preprocessing]), train.pixels, test.pixels),
    index: short(bytesOf(index)),
    trainLabels: labelsOf(index.map((i) => train.labels[i])),
    testLabels: labelsOf(test.labels),
  };
}

/** Throws UserError unless the data set at hand is the one that the run in `where` began with. */
export function requireSameData(where: string, found: DataFingerprint, known: DataFingerprint): void {
  const changed = (Object.keys(known) as (keyof DataFingerprint)[]).filter(
    (key) => known[key] !== found[key],
  );
  if (changed.length === 0) return;
  throw new UserError({
    where,
    given: `a data set with other ${changed.map((key) => WORDS[key]).join(', ')}`,
    expected: 'the one that the run began with',
    remedy: 'Name the same data set, or train into another folder.',
  });
}

/** Throws UserError unless embeddings of a run hold the instances that it was trained and tested on. */
export function requireSameInstances(
  where: string,
  train: { readonly embedding: Embedding; readonly index: Int32Array },
  test: Embedding,
  known: DataFingerprint,
): void {
  const found = {
    images: known.images,
    index: short(bytesOf(train.index)),
    trainLabels: labelsOf(train.embedding.labels),
    testLabels: labelsOf(test.labels),
  };
  requireSameData(where, found, known);
}

const WORDS: Readonly<Record<keyof DataFingerprint, string>> = {
  images: 'images',
  index: 'training images',
  trainLabels: 'training labels',
  testLabels: 'test labels',
};

function labelsOf(labels: ArrayLike<number>): string {
  return short(bytesOf(Int32Array.from(labels)));
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function short(...parts: (string | Uint8Array)[]): string {
  return hashOf('sha256', ...parts).slice(0, 32);
}
