import { spearman as librarySpearman } from '../measure/spearman';
import { checkFunction } from './check-function';
import { sumOf } from './ranking';

/** Pearson's correlation; null if a side is constant. */
function pearson(x: readonly number[], y: readonly number[]): number | null {
  const centred = (values: readonly number[]) => values.map((value) => value - sumOf(values) / values.length);
  const [dx, dy] = [centred(x), centred(y)];
  const product = (a: number[], b: number[]) => sumOf(a.map((value, i) => value * b[i]));
  const spread = Math.sqrt(product(dx, dx) * product(dy, dy));
  return spread === 0 ? null : product(dx, dy) / spread;
}

/** Ranks 1, 2, … in an order; equal values get different ranks. */
function ranksIn(values: readonly number[], compare?: (a: number, b: number) => number): number[] {
  const sorted = compare ? values.toSorted(compare) : values.toSorted();
  return values.map(
    (value, i) => 1 + sorted.indexOf(value) + values.slice(0, i).filter((v) => v === value).length,
  );
}

const rising = (a: number, b: number) => a - b;

/** `rho = f(x, y)`: Pearson's correlation of the ranks, ties sharing their mean rank; null if a side is constant. */
export const spearman = checkFunction<[x: number[], y: number[]], number | null>({
  name: 'spearman',
  given: ['x', 'y'],
  solve: librarySpearman,
  cases: [
    ['three classes', [1, 2, 3], [10, 30, 20]],
    ['rising, but on no straight line', [1, 2, 3, 4], [1, 2, 4, 100]],
    ['numbers of two digits', [9, 10, 11], [1, 2, 3]],
    ['equal values', [1, 2, 3, 4], [1, 1, 2, 2]],
    ['all values equal', [1, 2, 3], [5, 5, 5]],
  ],
  mistakes: {
    'You correlated the values. Spearman correlates their ranks.':
      pearson,
    '`sort()` without a comparison function sorts text: "10" comes before "9". Give it `(a, b) => a - b`.':
      (x, y) => pearson(ranksIn(x), ranksIn(y)),
    'Equal values got different ranks. They share the mean of the ranks they take together.':
      (x, y) => pearson(ranksIn(x, rising), ranksIn(y, rising)),
    'The formula with 6 times the squared differences holds only without ties: correlate the ranks.':
      (x, y) => 1 - (6 * sumOf(shared(x).map((rank, i) => (rank - shared(y)[i]) ** 2))) / (x.length * (x.length ** 2 - 1)),
  },
  absent: 'a constant list has no order, so no correlation',
  paper: 'Claims such as "the gap grows with rarity" are judged by this number, here and in RQ3 and RQ5.',
});

/** Ranks, ties sharing their mean. */
function shared(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    return below + (values.filter((other) => other === value).length + 1) / 2;
  });
}
