import type { Embedding } from '../embed/embeddings';
import { topMembers } from '../measure/class/top-members';
import { frobenius as libraryFrobenius } from '../measure/train-test/frobenius';
import { checkFunction } from './check-function';
import { largestPlaces, sumOf } from './ranking';
import { embeddingOf, linearHead } from './small-network';

type OverlapArgs = [train: number[], set: number[] | null, n: number];

/** How many features two lists have in common. */
function common(a: number[], b: number[]): number {
  return a.filter((j) => b.includes(j)).length;
}

/** The n most frequent features of both sides, and something made of them. */
function ofTops(rate: (train: number[], set: number[], n: number) => number) {
  return (...[train, set, n]: OverlapArgs) => rate(largestPlaces(train, n), largestPlaces(set ?? [], n), n);
}

/**
 * `share = f(train, set, n)`: the share of the n most frequent features of training that are also among the n most
 * frequent of the set; on a tie the lower feature comes first; null for an empty set. `train: [H]`, `set: [H]`.
 * Source: paper §5.7.
 */
export const overlap = checkFunction<OverlapArgs, number | null>({
  name: 'overlap',
  given: ['train', 'set', 'n'],
  solve: (train, set, n) => set && topShare(train, set, n),
  cases: [
    ['one of two features in common', [0.9, 0.5, 0.1, 0.7], [0.8, 0.6, 0.1, 0.2], 2],
    ['the same features in another order', [0.9, 0.5, 0.1, 0.7], [0.7, 0.1, 0.2, 0.9], 2],
    ['features as frequent as others', [0.5, 0.5, 0.5], [0.2, 0.5, 0.5], 1],
    ['no images in the set', [0.9, 0.5, 0.1], null, 2],
  ],
  mistakes: {
    'You counted the common features. Divide by n.':
      ofTops(common),
    'You divided by the union of both lists (Jaccard). Divide by n.':
      ofTops((a, b, n) => common(a, b) / (2 * n - common(a, b))),
    'You divided by the number of all features. Divide by n.':
      (train, set, n) => ofTops(common)(train, set, n) / train.length,
    'You compared rank by rank. Only whether a feature is among the n counts, not where.':
      ofTops((a, b, n) => a.filter((j, r) => j === b[r]).length / n),
    'On a tie you took the higher feature. The lower one comes first.':
      (train, set, n) => topShare(train.toReversed(), (set ?? []).toReversed(), n),
  },
  absent: 'with an empty set there is nothing to compare',
  paper:
    'The mean over the classes is the published overlap. An empty set as 0 would pull it down, so it is left out.',
});

function topShare(train: number[], set: number[], n: number): number {
  const [a, b] = topMembers(
    [train, set].map((values) => Float64Array.from(values)),
    n,
  );
  return a.filter(({ index }) => b.some((member) => member.index === index)).length / n;
}

type Means = (number[] | null)[];

/** Differences of the rows that both have, in one list a row. */
function differences(a: Means, b: Means): number[][] {
  return a.flatMap((row, c) => {
    const other = b[c];
    return row && other ? [row.map((value, j) => value - other[j])] : [];
  });
}

/** An embedding with one recognised instance for each mean. */
function oneEach(means: Means, H: number): Embedding {
  const labels = [...means.keys()].filter((c) => means[c]);
  const rows = means.filter((row) => row !== null);
  const head = linearHead(means.map(() => new Array<number>(H).fill(0)));
  return { ...embeddingOf(rows, labels, head), predictions: Int32Array.from(labels) };
}

const length = (values: number[]) => Math.hypot(...values);
const withZeros = (means: Means, H: number) => means.map((row) => row ?? new Array<number>(H).fill(0));

/**
 * `norm = f(a, b)`: Frobenius norm of the difference of two matrices of class means, over the classes that have a row
 * in both; null if there is no such class. `[C][H]` each. Source: paper §5.7.
 */
export const frobenius = checkFunction<[a: Means, b: Means], number | null>({
  name: 'frobenius',
  given: ['a', 'b'],
  solve(a, b) {
    const H = [...a, ...b].find((row) => row !== null)?.length ?? 1;
    return libraryFrobenius(oneEach(a, H), oneEach(b, H)).tp;
  },
  cases: [
    ['two classes', [[2, 3], [3, 4]], [[1, 1], [1, 0]]],
    ['a negative difference', [[1, 2], [3, 4]], [[1, 5], [3, 0]]],
    ['a class without missed images', [[3, 0], [1, 1]], [[0, 0], null]],
    ['no class has both', [[3, 0], null], [null, [1, 1]]],
  ],
  mistakes: {
    'You forgot the root of the sum of squares.':
      (a, b) => length(differences(a, b).flat()) ** 2,
    'You added up the lengths of the rows. Add up squares over the whole matrix, then take one root.':
      (a, b) => sumOf(differences(a, b).map(length)),
    'You added absolute differences. The norm adds squares.':
      (a, b) => sumOf(differences(a, b).flat().map(Math.abs)),
    'You divided by the number of classes. This norm is not divided by anything, so it grows with C.':
      (a, b) => length(differences(a, b).flat()) / a.length,
    'You added up differences, in which signs cancel.':
      (a, b) => Math.abs(sumOf(differences(a, b).flat())),
    'You took a missing row for zeros, and so the whole mean for a difference. Leave the class out.':
      (a, b) => length(differences(withZeros(a, 2), withZeros(b, 2)).flat()),
  },
  absent: 'no class is left to compare, and 0 would say that the means are the same',
  paper: 'With recognised and with missed images as `b` these are FB_TP and FB_FP.',
});
