import { UserError } from '../../errors';
import { checkEach, isList, type Kind, type Options, resolveOptions, whole } from '../../options';
import type { Dataset, ImageSet, Preprocessing } from '../images';
import { randomStream } from '../random/random';
import { CLASS_LETTERS, conceptOf, MOST_CLASSES, MOST_CONCEPTS } from './shape-concepts';
import { paintConcept } from './shape-painter';

/** The synthetic image set: what is in it and how hard it is. */
export interface ShapesOptions {
  /** Number of classes, 2..6. Default: 6. */
  readonly classes?: number;
  /** Training images: of each class, or class by class. Default: 300. */
  readonly perClass?: number | readonly number[];
  /** Test images of each class. Default: 100. */
  readonly testPerClass?: number;
  /** Sub-concepts, 1..18: of each class, or class by class. Default: 3. */
  readonly diversity?: number | readonly number[];
  /** Height and width in pixels, 16..32. Default: 24. */
  readonly size?: number;
  /** Standard deviation of the noise on every 0..255 value, a whole number up to 128. Default: 10. */
  readonly noise?: number;
  /** Default: 0. */
  readonly seed?: number;
}

const numbers: Kind<number | readonly number[]> = {
  expected: 'a number, or a list of one for each class',
  accepts: (value) => typeof value === 'number' || isList(value),
};

const known: Options<Required<ShapesOptions>> = {
  classes: [whole(2, MOST_CLASSES), 6],
  perClass: [numbers, 300],
  testPerClass: [whole(1, 100_000), 100],
  diversity: [numbers, 3],
  size: [whole(16, 32), 24],
  noise: [whole(0, 128), 10],
  seed: [whole(), 0],
};

/** Coloured shapes, and which sub-concept of its class (see `conceptOf`) each image shows. */
export interface ShapesDataset extends Dataset {
  /** `trainConcepts: [train.n]`, `testConcepts: [test.n]`, 0 <= concept < diversity[label]. */
  readonly trainConcepts: Uint8Array;
  readonly testConcepts: Uint8Array;
  /** `diversity: [C]`, sub-concepts per class. */
  readonly diversity: readonly number[];
}

/** Mean and spread of the default set, and an augmentation that moves shapes little. */
export const shapesPreprocessing: Preprocessing = {
  mean: [0.642, 0.645, 0.642],
  std: [0.215, 0.204, 0.208],
  pad: 2,
  flip: true,
};

/**
 * Synthetic images for training in a notebook: classes A, B, ... of coloured shapes on a cluttered background. An
 * image of class c shows one of its `diversity[c]` sub-concepts (see `conceptOf`), drawn uniformly; classes share
 * none. Train and test come from separate random streams, class after class. Image k of a class keeps its place, size
 * and clutter whatever the counts and diversities are. Throws UserError on an option out of range.
 */
export function shapes(options: ShapesOptions = {}): ShapesDataset {
  const {
    classes,
    perClass,
    testPerClass,
    diversity: looks,
    size,
    noise,
    seed,
  } = resolveOptions('shapes', known, options);
  const trainCounts = byClass('perClass', perClass, classes, whole(1, 100_000));
  const testCounts = byClass('testPerClass', testPerClass, classes, whole(1, 100_000));
  const diversity = byClass('diversity', looks, classes, whole(1, MOST_CONCEPTS));
  const train = makeSplit('train', trainCounts, { diversity, size, noise, seed });
  const test = makeSplit('test', testCounts, { diversity, size, noise, seed });
  return {
    name: 'shapes',
    train: train.images,
    test: test.images,
    preprocessing: shapesPreprocessing,
    trainConcepts: train.concepts,
    testConcepts: test.concepts,
    diversity,
  };
}

interface Look {
  readonly diversity: readonly number[];
  readonly size: number;
  readonly noise: number;
  readonly seed: number;
}

function makeSplit(split: 'train' | 'test', counts: readonly number[], look: Look) {
  const { diversity, size, noise, seed } = look;
  const n = counts.reduce((sum, count) => sum + count, 0);
  const imageSize = size * size * 3;
  const pixels = new Uint8Array(n * imageSize);
  const labels = new Uint8Array(n);
  const concepts = new Uint8Array(n);
  let i = 0;
  for (const [label, count] of counts.entries()) {
    const random = randomStream(seed, 'shapes', split, label);
    for (const end = i + count; i < end; i++) {
      labels[i] = label;
      // Not below(): it would draw more or less often with another diversity.
      concepts[i] = Math.floor(random.uniform() * diversity[label]);
      const image = pixels.subarray(i * imageSize, (i + 1) * imageSize);
      paintConcept(image, size, conceptOf(label, concepts[i]), noise, random);
    }
  }
  const classNames = CLASS_LETTERS.slice(0, counts.length);
  const images: ImageSet = { n, height: size, width: size, pixels, labels, classNames };
  return { images, concepts };
}

function byClass(
  name: string,
  given: number | readonly number[],
  classes: number,
  kind: Kind<number>,
): readonly number[] {
  const values = typeof given === 'number' ? new Array<number>(classes).fill(given) : given;
  checkEach('shapes', name, values, kind);
  if (values.length === classes) return values;
  throw new UserError({
    where: `shapes: ${name}`,
    given: `${values.length} numbers`,
    expected: `one, or ${classes}: one for each class`,
    remedy: 'Give as many as there are classes.',
  });
}
