import { coverage as libraryCoverage } from '../measure/instance/coverage';
import { type PerClass, shares } from '../measure/per-class';
import { checkFunction } from './check-function';
import { largest, largestByAbsolute, sumOf } from './ranking';
import { withAdversaries } from './small-network';

type Args = [ce: number[][], adversary: number[], labels: number[], C: number, K: number];

/** Another reading: how the ce are summed up, and which sums cover. */
function reading(
  sum: (ce: readonly number[], K: number) => number,
  covers = (total: number, adversary: number) => total > adversary,
) {
  return (...[ce, adversary, labels, C, K]: Args): PerClass => {
    const [covered, sizes] = [0, 0].map(() => new Array<number>(C).fill(0));
    for (const [i, c] of labels.entries()) {
      sizes[c]++;
      if (covers(sum(ce[i], K), adversary[i])) covered[c]++;
    }
    return shares(covered, sizes);
  };
}

/** The library's coverage of ce and adversaries that are given: under a row of ones, fe is ce. */
function solve(...[ce, adversary, labels, C, K]: Args): PerClass {
  const { embedding, head } = withAdversaries(ce, adversary, labels, C);
  return libraryCoverage(embedding, head, [Math.min(K, head.H)])[0].perClass;
}

/**
 * `shares = f(ce, adversary, labels, C, K)`: share of each class's instances whose K largest ce add up to more than the
 * adversary's logit; null for a class without instances. `ce: [n][H]`, `adversary: [n]`. Source: paper §5.3, Fig. 3.
 */
export const coverage = checkFunction<Args, PerClass>({
  name: 'coverage',
  given: ['ce', 'adversary', 'labels', 'C', 'K'],
  solve,
  cases: [
    ['four images of two classes', [[3, 1], [1, 2], [1, 1], [2, 1]], [2, 1.5, 0.5, 2.5], [0, 0, 1, 1], 2, 1],
    ['two features instead of one', [[3, 1], [2, 4], [1, 4]], [3.5, 7, 4.5], [0, 0, 1], 2, 2],
    ['large negative ce', [[1, -4], [1, -4]], [0.5, 2], [0, 1], 2, 1],
    ['a negative ce among the K largest', [[3, -2], [3, 1]], [2, 2], [0, 1], 2, 2],
    ['a sum as large as the adversary', [[2, 0], [2, 0]], [2, 1], [0, 1], 2, 1],
    ['a class without images', [[2, 1], [1, 1]], [1, 2], [0, 2], 3, 1],
    ['a K above the number of features', [[2, 1], [1, 1]], [2.5, 2.5], [0, 1], 2, 3],
  ],
  mistakes: {
    'You compared with `>=`. The sum has to exceed the adversary: an equal one decides nothing.':
      reading((ce, K) => sumOf(largest(ce, K)), (sum, adversary) => sum >= adversary),
    'You ranked by absolute value. A large negative ce is no reason for the class.':
      reading((ce, K) => sumOf(largestByAbsolute(ce, K))),
    'You added absolute values. A negative ce takes something away.':
      reading((ce, K) => sumOf(largest(ce.map(Math.abs), K))),
    'You left the negative ce out of the sum. All K count, and therefore coverage can fall with K.':
      reading((ce, K) => sumOf(largest(ce, K).filter((value) => value > 0))),
    'You added the first K ce, not the K largest: sort them first.':
      reading((ce, K) => sumOf(ce.slice(0, K))),
    'You compared the K-th largest ce alone. Add the larger ones to it.':
      reading((ce, K) => largest(ce, K).at(-1)!),
    'You divided by the number of all images. A class has a share of its own images.':
      (...args) => {
        const [, , labels] = args;
        const ofAll = (c: number) => labels.filter((label) => label === c).length / labels.length;
        return solve(...args).map((share, c) => (share === null ? 0 : share * ofAll(c)));
      },
  },
  absent: 'without images there is nothing to take a share of',
  paper: 'This is Fig. 3. The rest of the notebook only calls it for each K and each network.',
});
