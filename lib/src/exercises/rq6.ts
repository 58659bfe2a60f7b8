import type { Embedding } from '../embed/embeddings';
import { classTopKRatio } from '../measure/class/class-top-k';
import { hitFeatures } from '../measure/class/hit-features';
import { matchedUnionOfTopK, unionOfTopK } from '../measure/class/union';
import { groupSizes } from '../measure/per-class';
import { checkFunction } from './check-function';
import { checkNumber } from './check-number';
import { largestPlaces, placesSortedAsText, sumOf } from './ranking';
import { featuresIn } from './rarefaction';
import { embeddingOf, linearHead } from './small-network';

/** The images of one class; the class beside it is empty. */
function oneClass(fe: number[][]): Embedding {
  const zeros = new Array<number>(fe[0]?.length ?? 1).fill(0);
  return embeddingOf(fe, new Array<number>(fe.length).fill(0), linearHead([zeros, zeros]));
}

type TopArgs = [fe: number[][], K: number];

/** In how many images each feature is among those that `places` names. */
function countOf(fe: number[][], places: (row: number[]) => number[]): number[] {
  const counts = new Array<number>(fe[0]?.length ?? 0).fill(0);
  for (const row of fe) for (const j of places(row)) counts[j]++;
  return counts;
}

const positive = (row: number[]) => [...row.keys()].filter((j) => row[j] > 0);
const highestOnTies = (K: number) => (row: number[]) =>
  largestPlaces(row.toReversed(), K).map((place) => row.length - 1 - place);

/** Shares instead of counts. */
function ratio(places: (K: number) => (row: number[]) => number[]) {
  return (...[fe, K]: TopArgs) => countOf(fe, places(K)).map((count) => count / fe.length);
}

/**
 * `ratio = f(fe, K)`: the share of a class's images in which each feature is among the K largest fe; on a tie the
 * lower feature comes first; null for a class without images. `fe: [n][H]`, result `[H]`. Source: paper §5.6, Fig. 8.
 */
export const topKRatio = checkFunction<TopArgs, number[] | null>({
  name: 'topKRatio',
  given: ['fe', 'K'],
  solve(fe, K) {
    const [row] = classTopKRatio(oneClass(fe), K);
    return row && [...row];
  },
  cases: [
    ['four images', [[3, 1, 2], [1, 3, 2], [5, 4, 1], [4, 1, 3]], 2],
    ['two values as large', [[2, 2, 1], [1, 3, 0]], 1],
    ['a value of two digits', [[9, 10, 2]], 1],
    ['a class without images', [], 1],
  ],
  mistakes: {
    'You counted. Divide by the number of images, so that classes can be compared.':
      (fe, K) => countOf(fe, (row) => largestPlaces(row, K)),
    'You divided by the number of all places. Each image has K of them: the shares add up to K, not to 1.':
      (fe, K) => ratio((k) => (row) => largestPlaces(row, k))(fe, K).map((share) => share / K),
    'You counted features above 0. Nearly all are: present means among the K largest.':
      ratio(() => positive),
    'These are the smallest fe: sort in falling order.':
      ratio((K) => (row) => largestPlaces(row.map((value) => -value), K)),
    'On a tie you took the higher feature. The lower one comes first, or results would flicker.':
      ratio(highestOnTies),
    '`sort()` without a comparison function sorts text, and "9" comes after "10". Give it `(a, b) => b - a`.':
      ratio((K) => (row) => placesSortedAsText(row, K)),
    'A class without images has no shares: return null.':
      (fe, K) => (fe.length === 0 ? [] : ratio((k) => (row) => largestPlaces(row, k))(fe, K)),
  },
  paper:
    'Its ten largest entries are a class’s bars in Fig. 8. Ten is how many are drawn; the K behind them is 7.',
});

/** How many features are in the top K of any image. */
const anyImage = (count: number) => count > 0;

/**
 * `features = f(fe, K)`: how many different features are among the K largest fe of a class's images together; null
 * without images.
 */
export const unionSize = checkFunction<TopArgs, number | null>({
  name: 'unionSize',
  given: ['fe', 'K'],
  solve: (fe, K) => unionOfTopK(oneClass(fe), K)[0],
  cases: [
    ['three images', [[3, 1, 2, 0.5], [1, 3, 2, 0.5], [5, 1, 4, 0.5]], 2],
    ['images with the same feature', [[3, 1, 2], [5, 1, 2]], 1],
    ['two values as large', [[2, 2, 1], [3, 1, 1]], 1],
    ['a class without images', [], 1],
  ],
  mistakes: {
    'You counted a feature once for every image that has it. Different features are asked for: use a `Set`.':
      (fe, K) => fe.length * K,
    'You counted the features that all images have in common. That is the intersection.':
      (fe, K) => countOf(fe, (row) => largestPlaces(row, K)).filter((count) => count === fe.length).length,
    'You counted features above 0. Nearly all are: only the K largest of an image count.':
      (fe) => countOf(fe, positive).filter(anyImage).length,
    'On a tie you took the higher feature. The lower one comes first.':
      (fe, K) => countOf(fe, highestOnTies(K)).filter(anyImage).length,
  },
  absent: 'nothing is known of the features of a class without images',
  paper:
    'The plainest reading of Fig. 9. It grows with the number of images, so it must not be compared between unequal classes.',
});

type Tops = [tops: number[][], H: number];

/** Smallest n such that the first n features of `order` are in every image's top, by `has`. */
function needed(tops: number[][], order: number[], has: 'some' | 'every' = 'some'): number | null {
  const places = tops.map((top) => top.map((j) => order.indexOf(j) + 1));
  if (places.length === 0) return null;
  return Math.max(...places.map((of) => (has === 'some' ? Math.min(...of) : Math.max(...of))));
}

/** Features by falling frequency in the images' tops. */
function byFrequency(tops: number[][], H: number): number[] {
  const counts = new Array<number>(H).fill(0);
  for (const j of tops.flat()) counts[j]++;
  return largestPlaces(counts, H);
}

/** Greedy cover: always the feature that most of the images not yet hit have. */
function greedy(tops: number[][], H: number): number {
  if (tops.length === 0) return 0;
  const [first] = byFrequency(tops, H);
  const left = tops.filter((top) => !top.includes(first));
  return 1 + greedy(left, H);
}

/**
 * `n = f(tops, H)`: `tops: [images][K]` has each image's K largest features. With the H features sorted by the number
 * of images that have them (on a tie the lower feature first), n is the smallest number such that every image has at
 * least one of the first n; null without images. Source: paper §5.6.
 */
export const hit = checkFunction<Tops, number | null>({
  name: 'hit',
  given: ['tops', 'H'],
  solve(tops, H) {
    const K = tops[0]?.length ?? 1;
    // The first feature of a top is the largest fe, and features outside have none.
    const fe = tops.map((top) =>
      Array.from({ length: H }, (_, j) => (top.includes(j) ? K - top.indexOf(j) : 0)),
    );
    return hitFeatures(oneClass(fe), K)[0];
  },
  cases: [
    ['three images', [[0, 1], [0, 2], [1, 2]], 3],
    ['the most frequent feature is not the first one', [[2, 1], [2, 0], [2, 1]], 3],
    ['a second feature that helps no image', [[0, 1], [0, 1], [0, 3], [2, 3]], 4],
    ['a class without images', [], 3],
  ],
  mistakes: {
    'You took the features by their number. Order them by how many images have them.':
      (tops, H) => needed(tops, Array.from({ length: H }, (_, j) => j)),
    'You asked for all of an image’s features. One among the first n is enough.':
      (tops, H) => needed(tops, byFrequency(tops, H), 'every'),
    'You chose the best feature for the images that are left. That needs fewer, but here the order is fixed beforehand.':
      (tops, H) => (tops.length === 0 ? null : greedy(tops, H)),
    'You counted all different features: that is the union.':
      (tops) => new Set(tops.flat()).size,
  },
  absent: 'a class without images needs nothing, and that is not 0 features',
  paper:
    'One reading of "required to fully describe all class instances"; the notebook sets several side by side.',
});

/** Features expected in a random sample as large as the rarest class, of the images that are kept. */
function inRandomSample(train: Embedding, keeps: (label: number) => boolean): number {
  const sizes = groupSizes(train.labels, train.C);
  const ratios = classTopKRatio(train, Math.min(7, train.H));
  const kept = sizes.map((size, c) => (keeps(c) ? size : 0));
  const holders = Array.from({ length: train.H }, (_, j) =>
    Math.round(sumOf(kept.map((size, c) => size * (ratios[c]?.[j] ?? 0)))),
  );
  return featuresIn(sumOf(kept), holders, Math.min(...sizes.filter((size) => size > 0)));
}

/**
 * The question: the expected number of different features among random training images of any class, as many as the
 * rarest class has.
 */
export const randomImages = checkNumber<[train: Embedding]>({
  name: 'randomImages',
  asked:
    'different top-7 features expected in random training images of any class, as many as the rarest class has',
  answer: (train) => inRandomSample(train, () => true),
  tolerance: 0.02,
  mistakes: {
    'These are the features of a sample of class 0. Draw from all training images.':
      (train) => inRandomSample(train, (label) => label === 0),
    'This is the mean of drawn samples of class 0. Draw from all training images.':
      (train) => matchedUnionOfTopK(train, Math.min(7, train.H))[0]!,
    'These are the features of the rarest class itself. Draw from all training images.':
      (train) => inRandomSample(train, (label) => label === train.C - 1),
  },
  explanation:
    'This is as diverse as so few images can be, a mix of all classes. A class lies between K features, where all its images agree, and about this number: hold the bars of the fair comparison against it.',
});
