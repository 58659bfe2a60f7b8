import type { Embedding, Head } from '../embed/embeddings';
import { ceMeans } from '../measure/class/class-means';
import { contribution as libraryContribution } from '../measure/class/contribution';
import { topMembers } from '../measure/class/top-members';
import { meanOf } from '../measure/per-class';
import { checkFunction } from './check-function';
import { checkNumber } from './check-number';
import { largestPlaces, sumOf } from './ranking';
import { embeddingOf, linearHead, withAdversaries } from './small-network';

type LoudestArgs = [fe: number[][], labels: number[], W: number[][], c: number];
type Loudest = [feature: number, meanCe: number] | null;

/** The largest of H values, and its place. */
function loudestOf(values: readonly number[]): Loudest {
  const [place] = largestPlaces(values, 1);
  return [place, values[place]];
}

/** The largest mean of fe * W[c] over the images that count. */
function over(counts: (label: number, c: number) => boolean) {
  return (...[fe, labels, W, c]: LoudestArgs): Loudest => {
    const rows = fe.filter((_, i) => counts(labels[i], c));
    return rows.length === 0 ? null : loudestOf(W[c].map((w, j) => w * meanColumn(rows, j)));
  };
}

const meanColumn = (rows: number[][], j: number) => sumOf(rows.map((row) => row[j])) / rows.length;
const ofClass = (fe: number[][], labels: number[], c: number) => fe.filter((_, i) => labels[i] === c);

function solveLoudest(...[fe, labels, W, c]: LoudestArgs): Loudest {
  const head = linearHead(W);
  const [top] = topMembers(ceMeans(embeddingOf(fe, labels, head), head), 1)[c];
  return top ? [top.index, top.value] : null;
}

/**
 * `[feature, meanCe] = f(fe, labels, W, c)`: the feature with the largest mean ce over class c's instances, and that
 * mean; null without instances. `fe: [n][H]`, `W: [C][H]`. Source: paper §5.4, Figs. 4 and 5.
 */
export const loudest = checkFunction<LoudestArgs, Loudest>({
  name: 'loudest',
  given: ['fe', 'labels', 'W', 'c'],
  solve: solveLoudest,
  cases: [
    ['two images of the class', [[2, 1], [4, 1], [1, 3]], [0, 0, 1], [[1, 2], [0, 1]], 0],
    ['a large feature with a negative weight', [[5, 1], [3, 1]], [0, 0], [[-2, 2], [1, 1]], 0],
    ['loud in one image only', [[9, 4], [0, 6]], [1, 1], [[1, 1], [1, 1]], 1],
    ['an image that is taken for the other class', [[1, 0], [0, 4]], [0, 0], [[1, 1], [0, 2]], 0],
    ['two features as loud', [[2, 2]], [0], [[1, 1], [0, 0]], 0],
    ['a class without images', [[2, 1]], [0], [[1, 1], [1, 1]], 1],
  ],
  mistakes: {
    'You averaged over all images. Only those of class c count.':
      over(() => true),
    'You left the weight out: this is the largest mean fe. A ce is fe times weight.':
      (fe, labels, _, c) => loudestOf(fe[0].map((_, j) => meanColumn(ofClass(fe, labels, c), j))),
    'You took absolute values. A large negative ce speaks against the class.':
      (fe, labels, W, c) => loudestOf(W[c].map((w, j) => Math.abs(w) * meanColumn(ofClass(fe, labels, c), j))),
    'You took the largest ce of a single image. First average, then take the largest.':
      (fe, labels, W, c) => loudestOf(W[c].map((w, j) => Math.max(...ofClass(fe, labels, c).map((row) => row[j] * w)))),
    'You added up without dividing by the number of the images.':
      (fe, labels, W, c) => loudestOf(W[c].map((w, j) => w * sumOf(ofClass(fe, labels, c).map((row) => row[j])))),
    'You left out the misclassified image. All images of the true class count.':
      (fe, labels, W, c) => {
        const { predictions } = embeddingOf(fe, labels, linearHead(W));
        return over((label) => label === c)(fe, labels.map((y, i) => (predictions[i] === y ? y : -1)), W, c);
      },
    'On a tie you took the higher feature. The lower one comes first.':
      (...args) => {
        const found = solveLoudest(...args);
        const [fe, labels, W, c] = args;
        return found && [W[c].findLastIndex((w, j) => w * meanColumn(ofClass(fe, labels, c), j) === found[1]), found[1]];
      },
  },
  paper:
    'The first bar of each class in Figs. 4 and 5. Table 3 holds class 0 against the mean of the others.',
});

/** Mean of ce / logit over the instances that are kept. */
function meanRatio(keeps: (z: number) => boolean, divisor = (z: number) => z) {
  return (ce: number[], logits: number[]): number | null => {
    const kept = ce.flatMap((value, i) => (keeps(logits[i]) ? [value / divisor(logits[i])] : []));
    return kept.length === 0 ? null : sumOf(kept) / kept.length;
  };
}

const isLarge = (z: number) => Math.abs(z) >= 1e-6;

/**
 * `share = f(ce, logits)`: mean of ce[i] / logits[i] over the instances whose logit is at least 1e-6 by absolute value;
 * null without any. `[n]` each. Source: paper §5.4, Fig. 6.
 */
export const contribution = checkFunction<[ce: number[], logits: number[]], number | null>({
  name: 'contribution',
  given: ['ce', 'logits'],
  solve(ce, logits) {
    const labels = ce.map(() => 0);
    const { embedding, head } = withAdversaries(ce.map((value) => [value]), logits, labels, 2);
    return libraryContribution(embedding, head, {}, 1).members[0][0]?.value ?? null;
  },
  cases: [
    ['two images', [1, 2], [4, 2]],
    ['a negative logit', [1, 2], [-1, 4]],
    ['a logit of 0', [1, 3], [0, 4]],
    ['a logit very near to 0', [1, 3], [1e-9, 4]],
    ['no logit to divide by', [1], [0]],
  ],
  mistakes: {
    'This is the ratio of the means. The mean of the ratios is asked for: divide first, image by image.':
      (ce, logits) => sumOf(ce) / sumOf(logits),
    'You took the absolute value of the logit. The shares of images that the network gets wrong may be negative.':
      meanRatio(isLarge, Math.abs),
    'You left out negative logits. Only those near 0 are skipped.':
      meanRatio((z) => z >= 1e-6),
    'You divided by a logit of 0, and one infinite share is the mean. Skip such images.':
      meanRatio(() => true),
    'You skipped 0 only. A logit that is nearly 0 upsets the mean as well.':
      meanRatio((z) => z !== 0),
    'You divided by the number of all images. Divide by those that were not skipped.':
      (ce, logits) => (meanRatio(isLarge)(ce, logits) ?? 0) * (logits.filter(isLarge).length / logits.length),
  },
  absent: 'no logit is left to divide by',
  paper: 'A bar of Fig. 6. That some of LDAM’s exceed 1 is because its logit is a cosine and its ce is not.',
});

/** Table 3's ratio with another average of ce over a class's images: mean over the others of the largest, by class 0's. */
function othersRatio(
  { labels, fe, H, C }: Embedding,
  { W }: Head,
  average: (values: Float64Array) => number,
) {
  const tops = Array.from({ length: C }, (_, c) => {
    const own = [...labels.keys()].filter((i) => labels[i] === c);
    if (own.length === 0) return null;
    const ofFeature = (j: number) => average(Float64Array.from(own, (i) => fe[i * H + j] * W[c * H + j]));
    return Math.max(...Array.from({ length: H }, (_, j) => ofFeature(j)));
  });
  return (meanOf(tops.slice(1)) ?? Number.NaN) / (tops[0] ?? Number.NaN);
}

function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The question: the value "others / majority" of Table 3, with the median ce of a class in place of the mean. */
export const medianRatio = checkNumber<[train: Embedding, head: Head]>({
  name: 'medianRatio',
  asked: 'others / majority of the largest median ce',
  answer: (train, head) => othersRatio(train, head, median),
  mistakes: {
    'This is the ratio of the means.':
      (train, head) => othersRatio(train, head, (values) => sumOf([...values]) / values.length),
    'This is majority / others.':
      (train, head) => 1 / othersRatio(train, head, median),
    'This is the ratio of the largest ce of single images.':
      (train, head) => othersRatio(train, head, (values) => values.reduce((a, b) => Math.max(a, b))),
  },
  explanation:
    'A few very loud images would move a mean and leave a median where it is. If both ratios are near each other, the loud features of the rare classes are loud in most of their images.',
});
