import type { Embedding } from '../embed/embeddings';
import { classMeans } from '../measure/class/class-means';
import { confusion } from '../measure/class/recall';
import { topMembers } from '../measure/class/top-members';
import { type PerClass, rarestClass } from '../measure/per-class';
import { splitTpFp as librarySplit } from '../measure/train-test/tp-fp';
import { checkFunction } from './check-function';
import { checkNumber } from './check-number';
import { largestPlaces, sumOf } from './ranking';
import { type Predicted, predictedAs } from './small-network';

type SplitArgs = [labels: number[], predictions: number[], c: number];

/** Places of the instances whose label and prediction `keeps` keeps. */
function places(keeps: (label: number, predicted: number, c: number) => boolean) {
  return (...[labels, predictions, c]: SplitArgs): number[] =>
    [...labels.keys()].filter((i) => keeps(labels[i], predictions[i], c));
}

const recognised = places((y, p, c) => y === c && p === c);
const missed = places((y, p, c) => y === c && p !== c);
const taken = places((y, p, c) => y !== c && p === c);

/**
 * `[tp, fp] = f(labels, predictions, c)`: positions of class c's recognised and of its missed instances. Source: paper
 * §5.7.
 */
export const splitTpFp = checkFunction<SplitArgs, number[][]>({
  name: 'splitTpFp',
  given: ['labels', 'predictions', 'c'],
  solve(labels, predictions, c) {
    const C = Math.max(2, c + 1, ...labels.map((y) => y + 1), ...predictions.map((p) => p + 1));
    const { tp, fp } = librarySplit(predictedAs(labels, predictions, C));
    return [tp, fp].map((grouping) => [...grouping.keys()].filter((i) => grouping[i] === c));
  },
  cases: [
    ['four images', [0, 0, 1, 1], [0, 1, 1, 0], 0],
    ['all images recognised', [1, 0, 1], [1, 0, 1], 1],
    ['a class without images', [0, 0], [0, 1], 1],
  ],
  mistakes: {
    'These are the usual false positives, images of other classes taken for c. The paper means the missed images of c.':
      (...args) => [recognised(...args), taken(...args)],
    'You returned the sets the other way round: first the recognised ones.':
      (...args) => [missed(...args), recognised(...args)],
    'You returned how many there are. Their places are asked for.':
      (...args) => [recognised(...args).length, missed(...args).length],
    'You split the images of all classes. Only those of class c count.':
      (...args) => [places((y, p) => y === p)(...args), places((y, p) => y !== p)(...args)],
  },
  paper: 'With the usual meaning all numbers of section 5.7 of the paper would be others (X12).',
});

/** For each class the largest entry of its row of a table, less the diagonal; null for a row of zeros. */
function largestOther(table: number[][]): PerClass {
  const others = table.map((row, c) => row.map((count, k) => (k === c ? 0 : count)));
  return others.map((row) => (sumOf(row) === 0 ? null : largestPlaces(row, 1)[0]));
}

const table = (...args: Predicted) => confusion(predictedAs(...args));

/**
 * `classes = f(labels, predictions, C)`: the class as which each class's missed instances are most often predicted,
 * the lower one on a tie; null for a class of which no instance is missed.
 */
export const mistakenFor = checkFunction<Predicted, PerClass>({
  name: 'mistakenFor',
  given: ['labels', 'predictions', 'C'],
  solve: (...args) => largestOther(table(...args)),
  cases: [
    ['three classes', [0, 0, 0, 0, 0, 0, 1, 1, 2, 2], [0, 0, 0, 2, 2, 1, 1, 0, 1, 2], 3],
    ['two classes as often', [0, 0, 0, 1, 2], [1, 2, 0, 0, 1], 3],
    ['a class of which no image is missed', [0, 1, 1], [0, 0, 1], 2],
    ['a class without images', [0, 2], [2, 0], 3],
  ],
  mistakes: {
    'You counted the recognised images too: for most classes their own class wins. Only missed ones are asked about.':
      (...args) => table(...args).map((row) => largestPlaces(row, 1)[0]),
    'You read the table the other way: these are the classes that are taken for this one.':
      (...args) => {
        const counts = table(...args);
        return largestOther(counts.map((_, c) => counts.map((row) => row[c])));
      },
    'On a tie you took the higher class. The lower one comes first.':
      (...args) => {
        const others = table(...args).map((row, c) => row.map((count, k) => (k === c ? 0 : count)));
        return others.map((row) => (sumOf(row) ? row.lastIndexOf(Math.max(...row)) : null));
      },
    'You returned how often. The class is asked for.':
      (...args) => table(...args).map((row, c) => Math.max(...row.filter((_, k) => k !== c))),
  },
  absent: 'nothing of this class is missed, so it is taken for no other',
  paper: 'The row of this class is what a missed image’s ce is read with in the paper’s overlap.',
});

/** Mean, in percent, of what images of class c have at the strongest training feature of a class, of its training mean. */
function kept(
  train: Embedding,
  test: Embedding,
  c: number,
  classOf: (i: number) => number,
  counts: (y: number, p: number) => boolean,
): number {
  const means = classMeans(train);
  const strongest = topMembers(means, 1).map(([top]) => top?.index ?? 0);
  const images = [...test.labels.keys()].filter(
    (i) => test.labels[i] === c && counts(c, test.predictions[i]),
  );
  const shares = images.flatMap((i) => {
    const k = classOf(i);
    const mean = means[k]; // null: a class without training images has no strongest feature
    return mean ? [test.fe[i * test.H + strongest[k]] / mean[strongest[k]]] : [];
  });
  return (100 * sumOf(shares)) / shares.length;
}

const isMissed = (y: number, p: number) => y !== p;

/**
 * The question: how large, in percent, the strongest feature of the class that they are predicted as is in the last
 * class's missed images.
 */
export const takenForFeature = checkNumber<[train: Embedding, test: Embedding]>({
  name: 'takenForFeature',
  asked:
    'what missed images of the rarest class have of the strongest feature of the class they are taken for, in percent',
  answer: (train, test) => kept(train, test, rarestClass(train, test), (i) => test.predictions[i], isMissed),
  mistakes: {
    'This is the strongest feature of their own class. Take that of the predicted class.':
      (train, test) => kept(train, test, rarestClass(train, test), (i) => test.labels[i], isMissed),
    'These are all test images of the class. Only the missed ones are asked about.':
      (train, test) => kept(train, test, rarestClass(train, test), (i) => test.predictions[i], () => true),
    'This is class 0. The rarest class is the last one that has images.':
      (train, test) => kept(train, test, 0, (i) => test.predictions[i], isMissed),
  },
  explanation:
    'A missed image is not an image without features. It has some of those of another class (100 % would be as much as that class’s own training images have): the network saw something, and took it for something else.',
});
