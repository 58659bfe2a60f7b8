import { argmaxRows, type Embedding } from '../embed/embeddings';
import { logitsUnder } from '../embed/head-logits';
import { balancedAccuracy as libraryBac } from '../measure/class/recall';
import { groupSizes, meanOf } from '../measure/per-class';
import { checkFunction } from './check-function';
import { checkNumber } from './check-number';
import { sumOf } from './ranking';
import { linearHead as headOf, type Predicted, precisionOf, predictedAs, recallOf } from './small-network';

type Rows = number[][];

/**
 * `z = f(fe, W, b)`: z[c] = the sum over j of fe[j] * W[c][j], plus b[c]. `W: [C][H]`, result `[C]`. Source: paper
 * §3.2.
 */
export const linearHead = checkFunction<[fe: number[], W: Rows, b: number[]], number[]>({
  name: 'linearHead',
  given: ['fe', 'W', 'b'],
  solve: (fe, W, b) => [...logitsUnder(headOf(W, b), { shape: [1, fe.length], data: Float32Array.from(fe) })],
  cases: [
    ['three features, two classes', [2, 1, 3], [[1, 0, 2], [0, 1, -1]], [0, 0.5]],
    ['a bias that turns the decision round', [1, 0, 1], [[1, 1, 1], [1, 2, 0]], [-2, 0]],
    ['as many classes as features', [1, 2], [[3, 4], [5, 6]], [0, 0]],
  ],
  mistakes: {
    'You left the bias out.':
      (fe, W) => W.map((row) => sumOf(row.map((w, j) => w * fe[j]))),
    'You multiplied with the columns of `W`. A class has a row: `W[c][j]`.':
      (fe, W, b) => W.map((_, c) => b[c] + sumOf(fe.map((value, j) => value * (W[j]?.[c] ?? Number.NaN)))),
    'You cut negative logits to 0. There is no ReLU behind the classification layer.':
      (fe, W, b) => W.map((row, c) => Math.max(0, b[c] + sumOf(row.map((w, j) => w * fe[j])))),
  },
  paper: 'This one layer is all that section 5.1 of the paper retrains: C rows of H weights, and C biases.',
});

type Step = [W: Rows, fe: number[], z: number[], label: number, rate: number];

/** Softmax of logits; subtracting the largest keeps exp from overflowing. */
function softmax(z: readonly number[], shift = Math.max(...z)): number[] {
  const powers = z.map((logit) => Math.exp(logit - shift));
  return powers.map((power) => power / sumOf(powers));
}

/** W moved against `rate` times `pull(q, c) * fe`, row by row. */
function moved(pull: (q: readonly number[], c: number, label: number) => number, q = softmax) {
  return (...[W, fe, z, label, rate]: Step): Rows =>
    W.map((row, c) => row.map((w, j) => w - rate * pull(q(z), c, label) * fe[j]));
}

const is = (c: number, label: number) => (c === label ? 1 : 0);
const step = moved((q, c, label) => q[c] - is(c, label));

/**
 * `W = f(W, fe, z, label, rate)`: the rows after one step of gradient descent on one image's cross-entropy,
 * W[c] - rate * (softmax(z)[c] - [label = c]) * fe. `W: [C][H]`, `z: [C]`.
 */
export const gradientStep = checkFunction<Step, Rows>({
  name: 'gradientStep',
  given: ['W', 'fe', 'z', 'label', 'rate'],
  solve: step,
  cases: [
    ['two classes in doubt', [[1, 0], [0, 1]], [2, 1], [0, 0], 0, 0.5],
    ['three classes in doubt', [[0, 0], [0, 0], [0, 0]], [1, 2], [0, 0, 0], 1, 3],
    ['sure and wrong, with large logits', [[1, 0], [0, 1]], [2, 1], [1000, 0], 1, 1],
    ['sure and right: nothing to learn', [[1, 0], [0, 1]], [2, 1], [1000, 0], 0, 1],
  ],
  mistakes: {
    'You went up the gradient: the loss grows. Subtract it.':
      moved((q, c, label) => is(c, label) - q[c]),
    'You pushed all rows away, the own class too. Its error is q - 1, not q.':
      moved((q, c) => q[c]),
    'You used the logits as they are. The error is made of their softmax.':
      moved((z, c, label) => z[c] - is(c, label), (z) => [...z]),
    'You left the learning rate out.':
      (W, fe, z, label) => step(W, fe, z, label, 1),
    'You returned the gradient. The new weights are asked for.':
      (W, fe, z, label) => W.map((row, c) => row.map((_, j) => (softmax(z)[c] - is(c, label)) * fe[j])),
    'You moved the row of the own class only. The others are pushed away.':
      (W, fe, z, label, rate) => step(W, fe, z, label, rate).map((row, c) => (c === label ? row : W[c])),
    'exp(1000) is Infinity, and Infinity / Infinity is NaN: subtract the largest logit from all before `Math.exp`.':
      moved((q, c, label) => q[c] - is(c, label), (z) => softmax(z, 0)),
  },
  paper:
    'In imbalanced training class 0 gives a hundred such steps for one of the last class; retraining evens them out.',
});

type Means = (number[] | null)[];

/** Class whose mean has the smallest value of `rate`; a class without mean never. */
function best(means: Means, rate: (mean: number[]) => number): number {
  const rates = means.map((mean) => (mean ? rate(mean) : Number.POSITIVE_INFINITY));
  return rates.indexOf(Math.min(...rates));
}

const squaredDistance = (fe: number[]) => (mean: number[]) => sumOf(mean.map((m, j) => (m - fe[j]) ** 2));

/**
 * `c = f(fe, means)`: the class whose mean is nearest by Euclidean distance; the lower class on a tie, and never a
 * class without a mean.
 */
export const nearestMean = checkFunction<[fe: number[], means: Means], number>({
  name: 'nearestMean',
  given: ['fe', 'means'],
  solve: (fe, means) => best(means, squaredDistance(fe)),
  cases: [
    ['three classes', [1, 2], [[0, 0], [1, 1], [4, 4]]],
    ['one feature far off, or two a little', [0, 0], [[2, 2], [0, 3]]],
    ['two means at the same distance', [1, 1], [[0, 1], [1, 0]]],
    ['a class without images', [0.1, 0], [null, [3, 0], [1, 1]]],
  ],
  mistakes: {
    'This is the farthest mean.':
      (fe, means) => best(means, (mean) => -squaredDistance(fe)(mean)),
    'You took the largest product of image and mean: a long mean wins that always. Take the distance.':
      (fe, means) => best(means, (mean) => -sumOf(mean.map((m, j) => m * fe[j]))),
    'You added absolute differences. Euclidean distance adds their squares.':
      (fe, means) => best(means, (mean) => sumOf(mean.map((m, j) => Math.abs(m - fe[j])))),
    'On a tie you took the higher class. The lower one wins, as in the library.':
      (fe, means) => means.length - 1 - best(means.toReversed(), squaredDistance(fe)),
    'You took a class without images for a mean of zeros: it has no mean, and cannot be nearest.':
      (fe, means) => best(means.map((mean) => mean ?? fe.map(() => 0)), squaredDistance(fe)),
    'You dropped the class without images, and so the classes behind it moved up. Keep their numbers.':
      (fe, means) => best(means.filter((mean) => mean !== null), squaredDistance(fe)),
  },
  paper: 'Without any training this shows what the features know, to be held against the trained layer.',
});

/** `bac = f(labels, predictions, C)`: mean recall of the classes that have instances; null without any. Source: paper §5.1. */
export const balancedAccuracy = checkFunction<Predicted, number | null>({
  name: 'balancedAccuracy',
  given: ['labels', 'predictions', 'C'],
  solve: (...args) => libraryBac(predictedAs(...args)),
  cases: [
    ['as many images of each class', [0, 0, 1, 1], [0, 1, 1, 1], 2],
    ['three images of one class and one of the other', [0, 0, 0, 1], [0, 0, 0, 0], 2],
    ['a class without images', [0, 0, 2, 2], [0, 1, 2, 2], 3],
    ['no images at all', [], [], 2],
  ],
  mistakes: {
    'This is plain accuracy: every image has a vote. In balanced accuracy every class has one.':
      (labels, predictions) => meanOf(labels.map((label, i) => Number(label === predictions[i]))),
    'A class without images has no recall. You counted it as 0.':
      (...args) => meanOf(recallOf(...args).map((recall) => recall ?? 0)),
    'You divided by the images predicted as a class: that is precision. Recall divides by the images of the class.':
      (...args) => meanOf(precisionOf(...args)),
  },
  paper: 'This is the number in Table 1. A network that only knows the majority class has 1 / C.',
});

/** Test BAC in percent of the logits less `shift(n_c)`; a class without training images is predicted only if `unseen` says so. */
function shiftedBac(
  train: Embedding,
  test: Embedding,
  shift: (count: number) => number,
  unseen: (count: number) => number = () => Number.POSITIVE_INFINITY,
): number {
  const shifts = groupSizes(train.labels, train.C).map((count) => (count === 0 ? unseen : shift)(count));
  const shifted = test.logits.map((z, k) => z - shifts[k % test.C]);
  return 100 * libraryBac({ ...test, predictions: argmaxRows(shifted, test.C) })!;
}

/** The question: the test BAC, in percent, if z[c] - ln n_c decides in place of z[c], without any retraining. */
export const adjustedLogits = checkNumber<[train: Embedding, test: Embedding]>({
  name: 'adjustedLogits',
  asked: 'test BAC of the logits less ln n_c, in percent',
  answer: (train, test) => shiftedBac(train, test, Math.log),
  mistakes: {
    'This is the BAC of the logits as they are.':
      (train, test) => shiftedBac(train, test, () => 0, () => 0),
    'ln 0 is −∞, and taken off it lifts a class without training images above all others. That class is to be left out.':
      (train, test) => shiftedBac(train, test, Math.log, Math.log),
    'You added ln n_c: the frequent classes gain. Subtract it.':
      (train, test) => shiftedBac(train, test, (count) => -Math.log(count)),
    'You subtracted the share of the class, not a logarithm: that is too little to change much.':
      (train, test) => shiftedBac(train, test, (count) => count / train.n),
    'You took the logarithm to base 10. Logits are natural logarithms: `Math.log`.':
      (train, test) => shiftedBac(train, test, Math.log10),
  },
  explanation:
    'Softmax learns the class shares along with everything else, and they sit in the logits as ln n_c. Taking them out needs no training and no new image (logit adjustment, Menon et al., ICLR 2021): what it wins was only the lean of the classifier.',
});
