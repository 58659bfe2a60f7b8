import type { Embedding, Head } from '../embed/embeddings';
import { classMeans } from '../measure/class/class-means';
import { weightStats } from '../measure/class/weight-stats';
import { meanOf } from '../measure/per-class';
import { spearman } from '../measure/spearman';
import { checkFunction } from './check-function';
import { checkNumber } from './check-number';
import { largest, largestByAbsolute, placesSortedAsText, sumOf } from './ranking';

type SumArgs = [w: number[], k: number];

/** `S = f(w, k)`: sum of the k largest entries, signed; of all, if there are fewer. `w: [H]`. Source: paper §5.5, Fig. 7. */
export const sumTop = checkFunction<SumArgs, number>({
  name: 'sumTop',
  given: ['w', 'k'],
  solve: (w, k) => sumOf(largest(w, k)),
  cases: [
    ['two of three weights', [3, 1, 2], 2],
    ['a large negative weight', [-9, 1, 2], 2],
    ['a weight of two digits', [9, 10, 2], 1],
    ['fewer weights than asked for', [2, -1], 10],
  ],
  mistakes: {
    'You ranked by absolute value. The published sums are met by the signed weights only.':
      (w, k) => sumOf(largestByAbsolute(w, k)),
    'You added absolute values. The published sums are met by the signed weights only.':
      (w, k) => sumOf(largest(w.map(Math.abs), k)),
    'You added the first weights, not the largest: sort them first.':
      (w, k) => sumOf(w.slice(0, k)),
    'These are the smallest. For falling order the comparison is `(a, b) => b - a`.':
      (w, k) => -sumOf(largest(w.map((value) => -value), k)),
    '`sort()` without a comparison function sorts text, and "9" comes after "10". Give it `(a, b) => b - a`.':
      (w, k) => sumOf(placesSortedAsText(w, k).map((place) => w[place])),
    'You left negative weights out. Where fewer than k are positive, negative ones are among the k largest.':
      (w, k) => sumOf(largest(w, k).filter((value) => value > 0)),
  },
  paper: 'With k = 10 this is the number above each class in Fig. 7.',
});

/**
 * `S = f(w, k)`: the sum of the k largest entries of w after w is scaled to length 1; 0 for a vector of zeros. Source:
 * paper §5.5, LDAM.
 */
export const normedSum = checkFunction<SumArgs, number>({
  name: 'normedSum',
  given: ['w', 'k'],
  solve: (w, k) => sumOf(largest(w, k)) / Math.max(Math.hypot(...w), Number.MIN_VALUE),
  cases: [
    ['two weights', [3, 4], 1],
    ['a longer vector', [1, 2, -2], 2],
    ['a class without any weight', [0, 0], 1],
  ],
  mistakes: {
    'This is the raw sum. Divide by the length of the class vector.':
      (w, k) => sumOf(largest(w, k)),
    'You divided by the sum of absolute values. A length is the root of the sum of squares.':
      (w, k) => sumOf(largest(w, k)) / sumOf(w.map(Math.abs)),
    'You divided by the squared length: take its root.':
      (w, k) => sumOf(largest(w, k)) / sumOf(w.map((value) => value ** 2)),
    'You took the length of the k largest weights only. The cosine divides by that of the whole vector.':
      (w, k) => sumOf(largest(w, k)) / Math.hypot(...largest(w, k)),
    'The length is 0 here, and 0 / 0 is NaN. Such a class has no weights: return 0.':
      (w, k) => sumOf(largest(w, k)) / Math.hypot(...w),
  },
  paper:
    'A cosine head divides the length out. The sums that the paper prints for LDAM are too large for vectors of length 1: they are raw.',
});

/**
 * `W = f(W, s)`: the weights that give the same logits once every feature fe[j] is divided by s[j]. `W: [C][H]`, `s:
 * [H]`.
 */
export const rescaled = checkFunction<[W: number[][], s: number[]], number[][]>({
  name: 'rescaled',
  given: ['W', 's'],
  solve: (W, s) => W.map((row) => row.map((w, j) => w * s[j])),
  cases: [
    ['one feature in another unit', [[1, 2], [3, 4]], [2, 1]],
    ['three features, two classes', [[1, 2, 4], [-1, 0, 8]], [1, 0.5, 0.25]],
  ],
  mistakes: {
    'You divided, as the features are divided: then the logits change. What a feature loses its weight must gain.':
      (W, s) => W.map((row) => row.map((w, j) => w / s[j])),
    'You scaled rows, which are classes. A unit belongs to a feature, a column.':
      (W, s) => W.map((row, c) => row.map((w) => w * s[c])),
    'You scaled everything alike. Each feature has its own unit.':
      (W, s) => W.map((row) => row.map((w) => w * s[0])),
  },
  paper:
    'The network is the same and S10 is not: a sum of weights says something only together with the unit of its features.',
});

type Pairs = [weight: number, fe: number][];

/** Quotients, rare by frequent, of an average of weights and of fe. */
function quotients(average: (values: number[]) => number) {
  return (rare: Pairs, frequent: Pairs): number[] =>
    [0, 1].map((k) => average(rare.map((pair) => pair[k])) / average(frequent.map((pair) => pair[k])));
}

const product = (values: number[]) => values.reduce((all, value) => all * value, 1);
const geometric = quotients((values) => product(values) ** (1 / values.length));

/**
 * `[ofWeights, ofFeatures] = f(rare, frequent)`: the factors by which the geometric means of the weights and of the fe
 * change from the frequent to the rare classes. Each argument has one pair `[weight, fe]` for each class.
 */
export const factors = checkFunction<[rare: Pairs, frequent: Pairs], number[]>({
  name: 'factors',
  given: ['rare', 'frequent'],
  solve: geometric,
  cases: [
    ['two classes of each kind', [[1, 8], [4, 2]], [[1, 1], [1, 4]]],
    ['one rare class, two frequent ones', [[3, 2]], [[1, 1], [4, 4]]],
  ],
  mistakes: {
    'These are quotients of ordinary means: their product is not the quotient of the ce. Average the logarithms.':
      quotients((values) => sumOf(values) / values.length),
    'You divided the other way round. Rare by frequent is asked for.':
      (rare, frequent) => geometric(frequent, rare),
    'You forgot the root: a geometric mean of n values is the n-th root of their product.':
      quotients(product),
    'You returned logarithms. Take `Math.exp` of them.':
      (rare, frequent) => geometric(rare, frequent).map(Math.log),
  },
  paper:
    'Of weight and feature, the one with the larger factor carries the difference between rare and frequent classes.',
});

/** Rank correlation of class and S10, with feature j measured in units of `unit(j)`. */
function trend(head: Head, unit: (j: number) => number): number {
  const W = head.W.map((w, k) => w * unit(k % head.H));
  const { sumTop10 } = weightStats({ ...head, W });
  return spearman([...sumTop10.keys()], sumTop10) ?? 0;
}

/** Mean of feature j over all images. */
function overImages({ n, H, fe }: Embedding) {
  return (j: number) => sumOf(Array.from({ length: n }, (_, i) => fe[i * H + j])) / n;
}

/** Mean of the class means of feature j. */
function overClasses(train: Embedding) {
  const means = classMeans(train);
  return (j: number) => meanOf(means.map((row) => row?.[j] ?? null))!;
}

/** Units are found once a feature, not once a weight. */
function cached(H: number, unit: (j: number) => number) {
  const units = Array.from({ length: H }, (_, j) => unit(j));
  return (j: number) => units[j];
}

/**
 * The question: the rank correlation of class and S10 after each feature is scaled to a mean of 1 over all training
 * images.
 */
export const imageUnits = checkNumber<[train: Embedding, head: Head]>({
  name: 'imageUnits',
  asked: 'rank correlation of class and S10, with features of mean 1 over all training images',
  answer: (train, head) => trend(head, cached(head.H, overImages(train))),
  mistakes: {
    'This is the correlation of the weights as trained.':
      (_, head) => trend(head, () => 1),
    'These are units of mean 1 over the classes, as in the notebook. Average over all images instead.':
      (train, head) => trend(head, cached(head.H, overClasses(train))),
    'You divided the weights by the units. Where features are divided, weights are multiplied.':
      (train, head) => trend(head, cached(head.H, (j) => 1 / overImages(train)(j))),
  },
  explanation:
    'The units have changed and nothing else: every logit of every image is the same. Over images the classes with the most count most, over classes all count alike, and so the trend need not be the same. Then the paper’s finding about sums of weights is partly one about units.',
});
