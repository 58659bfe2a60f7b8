import { UserError } from '../errors';
import { checkEach, number } from '../options';

/**
 * Spearman's rank correlation: Pearson's correlation of the ranks, ties sharing their mean rank. -1..1; null if
 * either side is constant or shorter than two. Throws UserError if the lengths differ.
 */
export function spearman(x: readonly number[], y: readonly number[]): number | null {
  checkEach('spearman', 'x', x, number());
  checkEach('spearman', 'y', y, number());
  if (x.length !== y.length) {
    throw new UserError({
      where: 'spearman',
      given: `${x.length} and ${y.length} values`,
      expected: 'two lists of the same length',
      remedy: 'Give one pair of values an instance.',
    });
  }
  const [rx, ry] = [ranks(Array.from(x)), ranks(Array.from(y))];
  // Ranks average to (n + 1) / 2 with and without ties.
  const middle = (x.length + 1) / 2;
  const covariance = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, rank, i) => sum + (rank - middle) * (b[i] - middle), 0);
  const spread = Math.sqrt(covariance(rx, rx) * covariance(ry, ry));
  return spread === 0 ? null : covariance(rx, ry) / spread;
}

/** Ranks from 1, ties sharing the mean of the ranks they take together. */
function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    let below = 0;
    let equal = 0;
    for (const other of values) {
      if (other < value) below++;
      else if (other === value) equal++;
    }
    return below + (equal + 1) / 2;
  });
}
