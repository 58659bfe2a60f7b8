import type { Embedding, Head } from '../embed/embeddings';
import { instanceTopK } from '../measure/class/class-top-k';
import { largestAdversary } from '../measure/instance/adversary';
import { classEmbedding as libraryCe } from '../measure/instance/class-embedding';
import { coverage as libraryCoverage } from '../measure/instance/coverage';
import { minimalK as libraryMinimalK } from '../measure/instance/minimal-k';
import { checkFunction } from './check-function';
import { checkNumber } from './check-number';
import { largest, largestByAbsolute, largestPlaces, placesSortedAsText, sumOf } from './ranking';
import { embeddingOf, linearHead, withAdversaries } from './small-network';

/** `ce = f(fe, W, c)`: ce[j] = fe[j] * W[c][j]. `fe: [H]`, `W: [C][H]`, result `[H]`. Source: paper §3.2. */
export const classEmbedding = checkFunction<[fe: number[], W: number[][], c: number], number[]>({
  name: 'classEmbedding',
  given: ['fe', 'W', 'c'],
  solve(fe, W, c) {
    const head = linearHead(W);
    return [...libraryCe(embeddingOf([fe], [0], head), head, Int32Array.of(c))];
  },
  cases: [
    ['three features, two classes', [2, 1, 3], [[1, 0, 2], [0, 1, -1]], 0],
    ['a class with a negative weight', [2, 1, 3], [[1, 0, 2], [0, 1, -1]], 1],
    ['as many classes as features', [1, 2], [[3, 4], [5, 6]], 0],
  ],
  mistakes: {
    'You returned the sum, which is the logit. The classification embedding is the list of its terms, one a feature.':
      (fe, W, c) => sumOf(fe.map((value, j) => value * W[c][j])),
    'You read a column of `W`. A class has a row: `W[c][j]`.':
      (fe, W, c) => fe.map((value, j) => value * (W[j]?.[c] ?? Number.NaN)),
    'You cut negative values to 0. Only fe has gone through a ReLU; a weight, and so a ce, may be negative.':
      (fe, W, c) => fe.map((value, j) => Math.max(0, value * W[c][j])),
  },
  paper:
    'The layer adds these terms up, and that is all it does: section 5.3 of the paper asks how many of them decide.',
});

/**
 * `features = f(ce, K)`: positions of the K largest entries by signed value; on a tie the lower position. `ce: [H]`.
 * Source: paper §3.3.
 */
export const topK = checkFunction<[ce: number[], K: number], number[]>({
  name: 'topK',
  given: ['ce', 'K'],
  solve: largestPlaces,
  cases: [
    ['two of three features', [1, 5, 3], 2],
    ['a large negative ce', [-6, 3, 1], 2],
    ['two equal values: the lower feature first', [2, 4, 4], 1],
    ['a number of two digits', [9, 10, 2], 1],
    ['more asked for than there are', [1, 2], 3],
  ],
  mistakes: {
    'You returned the values. Their places are asked for: which features these are.':
      largest,
    'You ranked by absolute value. A large negative ce speaks against the class and belongs at the end.':
      (ce, K) => largestPlaces(ce.map(Math.abs), K),
    'These are the smallest. For falling order the comparison is `(a, b) => b - a`.':
      (ce, K) => largestPlaces(ce.map((value) => -value), K),
    'These are the first features, not the largest: sort before you `slice`.':
      (ce, K) => ce.map((_, j) => j).slice(0, K),
    'On a tie you took the higher feature. The library takes the lower one, so that results do not flicker.':
      (ce, K) => largestPlaces(ce.toReversed(), K).map((place) => ce.length - 1 - place),
    '`sort()` without a comparison function sorts text, and "9" comes after "10". Give it `(a, b) => b - a`.':
      placesSortedAsText,
  },
  paper: 'Which features these are is what RQ6 and RQ7 compare; here only their sum counts.',
});

/** First K whose sum passes, over ce in the given order; null if none. */
function firstPassing(ordered: readonly number[], passes: (sum: number) => boolean): number | null {
  const at = ordered.findIndex((_, k) => passes(sumOf(ordered.slice(0, k + 1))));
  return at < 0 ? null : at + 1;
}

/** The first K of ce in falling order whose sum exceeds the adversary; null if none. */
function firstAbove(ce: readonly number[], adversary: number): number | null {
  return firstPassing(largest(ce, ce.length), (sum) => sum > adversary);
}

/** `K = f(ce, adversary)`: the smallest K with S_K > adversary, null if there is none. `ce: [H]`. Source: paper §3.3. */
export const minimalK = checkFunction<[ce: number[], adversary: number], number | null>({
  name: 'minimalK',
  given: ['ce', 'adversary'],
  solve(ce, adversary) {
    const { embedding, head } = withAdversaries([ce], [adversary], [0], 2);
    return libraryMinimalK(embedding, head).k[0] || null;
  },
  cases: [
    ['two of three are needed', [3, 2, 1], 4],
    ['not in falling order', [1, 2, 4], 3],
    ['a sum as large as the adversary', [2, 2, 1], 4],
    ['a negative ce that takes the sum below the adversary again', [3, 1, -5], 3.5],
    ['a large negative ce', [5, -6, 4], 2],
    ['an adversary below 0', [2, 1], -1],
    ['no K is enough', [1, -1], 5],
  ],
  mistakes: {
    'You compared with `>=`. The sum has to exceed the adversary.':
      (ce, adversary) => firstPassing(largest(ce, ce.length), (sum) => sum >= adversary),
    'You added the ce as they come. Take the largest first.':
      (ce, adversary) => firstPassing(ce, (sum) => sum > adversary),
    'You ranked by absolute value. Negative ce come last.':
      (ce, adversary) => firstPassing(largestByAbsolute(ce, ce.length), (sum) => sum > adversary),
    'You returned a place, which counts from 0. K counts features.':
      (ce, adversary) => (firstAbove(ce, adversary) ?? 0) - 1,
    'You gave up because the sum of all ce stays below. On the way there it may have been above the adversary.':
      (ce, adversary) => (sumOf(ce) > adversary ? firstAbove(ce, adversary) : null),
    'You began with K = 0, an empty sum. K is at least 1.':
      (ce, adversary) => (adversary < 0 ? 0 : firstAbove(ce, adversary)),
    'No K is enough: say so with null. Any number would go into a mean as if it were an answer.':
      (ce, adversary) => firstAbove(ce, adversary) ?? ce.length,
  },
  paper: 'Its distribution by class is in the notebook: how many features the images of each class need.',
});

/** Coverage of class c, in percent, by the features with the K largest fe instead of ce. */
function coverageByFe(train: Embedding, head: Head, c: number, K: number): number {
  const { index } = instanceTopK(train, K);
  const ce = libraryCe(train, head, train.predictions);
  const adversary = largestAdversary(train, train.predictions);
  const own = [...train.labels.keys()].filter((i) => train.labels[i] === c);
  const sum = (i: number) => sumOf([...index.subarray(i * K, (i + 1) * K)].map((j) => ce[i * train.H + j]));
  return (100 * own.filter((i) => sum(i) > adversary[i]).length) / own.length;
}

/** The question: the coverage of class 0 at K = 2, in percent, with the features ranked by fe in place of ce. */
export const rankedByFe = checkNumber<[train: Embedding, head: Head]>({
  name: 'rankedByFe',
  asked: 'coverage of class 0 by the two features with the largest fe, in percent',
  answer: (train, head) => coverageByFe(train, head, 0, 2),
  mistakes: {
    'This is the coverage by the two largest ce. Rank by fe, then add up the ce of these features.':
      (train, head) => 100 * libraryCoverage(train, head, [2])[0].perClass[0]!,
    'This is the rarest class. Class 0 is the most frequent one.':
      (train, head) => coverageByFe(train, head, train.C - 1, 2),
  },
  explanation:
    'A feature that is large need not speak for the class: its weight may be small, or negative. Try the rarest class too: where fe and ce name the same features, nothing changes. Figs. 3 to 6 rank by ce, Figs. 8 to 10 by fe.',
});
