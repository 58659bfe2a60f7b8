import type { Embedding } from '../embed/embeddings';
import { recall as libraryRecall } from '../measure/class/recall';
import { shotMeans } from '../measure/class/shot-groups';
import { groupSizes, meanOf, type PerClass } from '../measure/per-class';
import { checkFunction } from './check-function';
import { checkNumber } from './check-number';
import { sumOf } from './ranking';
import { type Predicted, precisionOf, recallOf } from './small-network';

/** `recalls = f(labels, predictions, C)`: share of each class predicted as the class; null if it has no instances. */
export const recall = checkFunction<Predicted, PerClass>({
  name: 'recall',
  given: ['labels', 'predictions', 'C'],
  solve: recallOf,
  cases: [
    ['two classes', [0, 0, 0, 0, 1, 1], [0, 0, 1, 1, 1, 1], 2],
    ['a class that is never recognised', [0, 0, 1], [0, 0, 0], 2],
    ['a class without images', [0, 2], [0, 1], 3],
  ],
  mistakes: {
    'You divided by the number of all images. A class has a share of its own images.':
      (labels, predictions, C) => recallOf(labels, predictions, C).map((share, c) =>
        share === null ? 0 : share * labels.filter((label) => label === c).length / labels.length),
    'You divided by the images predicted as the class: that is precision.':
      precisionOf,
    'A class that is never recognised has recall 0: it has images. Null is for a class without any.':
      (...args) => recallOf(...args).map((share) => share || null),
  },
  absent: 'a class without images has no recall',
  paper: 'Fig. 2 draws this twice, for training and for test images; Table 2 calls it BAC.',
});

type GapArgs = [trainRecall: (number | null)[], testRecall: (number | null)[], counts: number[]];
const shots = ['many', 'medium', 'few'] as const;

/** Training less test recall; null where one is. */
function gaps(trainRecall: PerClass, testRecall: PerClass): PerClass {
  return trainRecall.map((share, c) => {
    const other = testRecall[c];
    return share === null || other === null ? null : share - other;
  });
}

/** Gaps by group, the classes grouped by other counts. */
function grouped(trainRecall: PerClass, testRecall: PerClass, counts: readonly number[]): PerClass {
  const means = shotMeans(gaps(trainRecall, testRecall), counts);
  return shots.map((shot) => means[shot]);
}

/**
 * `[many, medium, few] = f(trainRecall, testRecall, counts)`: mean of training recall minus test recall over the
 * classes with more than 100, 20 to 100, and fewer than 20 images; null for a group without values. `[C]` each.
 */
export const gapByGroup = checkFunction<GapArgs, PerClass>({
  name: 'gapByGroup',
  given: ['trainRecall', 'testRecall', 'counts'],
  solve: grouped,
  cases: [
    ['four classes', [1, 0.9, 0.8, 1], [0.9, 0.8, 0.5, 0.4], [500, 80, 30, 10]],
    ['classes at the borders', [1, 1, 1, 1], [0.9, 0.8, 0.6, 0.2], [101, 100, 20, 19]],
    ['no class of 100 images or fewer', [1, 0.5], [0.5, 0.25], [5000, 200]],
    ['a class without test images', [1, 0.7, 1], [0.5, null, 0.5], [300, 200, 5]],
  ],
  mistakes: {
    'You subtracted the other way round. A gap is what is lost: training less test.':
      (train, test, counts) => grouped(test, train, counts),
    'You weighted by images. In a group every class has one vote.':
      (train, test, counts) => shots.map((shot) => {
        const weights = counts.map((count) => (shotMeans([1], [count])[shot] === null ? 0 : count));
        const sum = sumOf(gaps(train, test).map((gap, c) => weights[c] * (gap ?? 0)));
        return sumOf(weights) === 0 ? null : sum / sumOf(weights);
      }),
    'A class of exactly 100 images is in the middle group: "many" are over 100.':
      (train, test, counts) => grouped(train, test, counts.map((count) => (count === 100 ? 101 : count))),
    'A class of exactly 20 images is in the middle group: "few" are under 20.':
      (train, test, counts) => grouped(train, test, counts.map((count) => (count === 20 ? 19 : count))),
    'You took a missing recall for 0. Leave out a class of which one recall is null.':
      (train, test, counts) => grouped(train.map((share) => share ?? 0), test.map((share) => share ?? 0), counts),
  },
  absent: 'an empty group has no mean',
  paper:
    'The long-tail field reports these three groups where the paper has single classes; its claim is that the last is largest.',
});

type History = { epoch: number; testRecall: number[] }[];

/** Epoch with the largest value of `rate`; of equals the first. */
function bestBy(history: History, rate: (testRecall: number[]) => number): number {
  return history.reduce((best, record) => (rate(record.testRecall) > rate(best.testRecall) ? record : best))
    .epoch;
}

const bac = (testRecall: number[]) => meanOf(testRecall)!;

/**
 * `epoch = f(history)`: the epoch with the best test BAC, the mean recall over classes; the first of several that are
 * equal. Source: paper §4.2.
 */
export const bestEpoch = checkFunction<[history: History], number>({
  name: 'bestEpoch',
  given: ['history'],
  solve: (history) => bestBy(history, bac),
  cases: [
    ['three epochs', [
      { epoch: 1, testRecall: [0.9, 0.1] }, { epoch: 2, testRecall: [0.8, 0.6] }, { epoch: 3, testRecall: [0.95, 0.2] },
    ]],
    ['the best minority is not the best epoch', [
      { epoch: 1, testRecall: [0.9, 0.6] }, { epoch: 2, testRecall: [0.5, 0.7] },
    ]],
    ['two equal ones', [
      { epoch: 1, testRecall: [0.5, 0.5] }, { epoch: 2, testRecall: [0.75, 0.5] }, { epoch: 3, testRecall: [0.5, 0.75] },
    ]],
    ['measured every fifth epoch', [{ epoch: 5, testRecall: [0.5, 0.5] }, { epoch: 10, testRecall: [0.75, 0.5] }]],
  ],
  mistakes: {
    'This is the last epoch.':
      (history) => history.at(-1)!.epoch,
    'You looked at class 0 only. BAC is the mean over all classes.':
      (history) => bestBy(history, ([majority]) => majority),
    'You looked at the last class only. BAC is the mean over all classes.':
      (history) => bestBy(history, (testRecall) => testRecall.at(-1)!),
    'Of equal epochs you took the later one: use `>`, not `>=`.':
      (history) => bestBy(history.toReversed(), bac),
    'You returned the place in the list. The epoch is in the field `epoch`.':
      (history) => history.findIndex(({ epoch }) => epoch === bestBy(history, bac)),
    'You returned the place in the list, from 1. The epoch is in the field `epoch`.':
      (history) => 1 + history.findIndex(({ epoch }) => epoch === bestBy(history, bac)),
    'You returned the BAC itself. Its epoch is asked for.':
      (history) => Math.max(...history.map(({ testRecall }) => bac(testRecall))),
  },
  paper:
    'So the network was chosen on the test set: whatever it reports there is flattered, as the comparison of best and last epoch shows.',
});

/** The question: the accuracy, in percent, on a test set as imbalanced as the training set. */
export const imbalancedAccuracy = checkNumber<[train: Embedding, test: Embedding]>({
  name: 'imbalancedAccuracy',
  asked: 'accuracy on a test set with the class shares of the training set, in percent',
  answer: (train, test) => mixed(libraryRecall(test), groupSizes(train.labels, train.C)),
  mistakes: {
    'This is the BAC, in which every class weighs the same.':
      (_, test) => 100 * meanOf(libraryRecall(test))!,
    'This is the accuracy on the training images. Take the recalls of the test images.':
      (train) => mixed(libraryRecall(train), groupSizes(train.labels, train.C)),
    'You weighted the other way round: class 0 has the most images.':
      (train, test) => mixed(libraryRecall(test), groupSizes(train.labels, train.C).reverse()),
  },
  explanation:
    'Nothing about the network has changed, only the mix of the images. Where the test set is as imbalanced as the training set, accuracy is the majority recall with a few drops of the others: the loss on rare classes is out of sight.',
});

/** Mean recall in percent, weighted by the classes' images; NaN where the recall of a class that has some is not known. */
function mixed(recalls: PerClass, counts: readonly number[]): number {
  const right = counts.map((count, c) => (count === 0 ? 0 : count * (recalls[c] ?? Number.NaN)));
  return (100 * sumOf(right)) / sumOf(counts);
}
