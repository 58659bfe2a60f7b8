import { checkValue, number, whole } from '../../options';

/** Quantile of the normal distribution: 95 % lie within this many standard errors. */
export const Z95 = 1.959963984540054;

/** The two ends of a 95 % confidence interval. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * 95 % interval of a share 0..1 of n instances. Unlike share ± 1.96 standard errors it stays within 0..1, and does not
 * shrink to nothing where the share is 0 or 1. Source: Wilson, J. Am. Stat. Assoc. 22 (1927).
 */
export function wilsonInterval(share: number, n: number): Bounds {
  checkValue('wilsonInterval', 'share', share, number(0, 1));
  checkValue('wilsonInterval', 'n', n, whole(1));
  const z2 = Z95 ** 2;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * 95 % interval of Spearman's rank correlation of n pairs, by Fisher's transformation with the variance of ranks; from -1 to 1
 * for fewer than four. Source: Bonett and Wright, Psychometrika 65 (2000).
 */
export function spearmanInterval(rho: number, n: number): Bounds {
  checkValue('spearmanInterval', 'rho', rho, number(-1, 1));
  checkValue('spearmanInterval', 'n', n, whole(2));
  if (n < 4) return { low: -1, high: 1 };
  // A perfect order of n pairs is taken as the last one that is not, lest its interval have no width.
  const most = 1 - 6 / (n * (n * n - 1));
  const z = Math.atanh(Math.max(-most, Math.min(most, rho)));
  const half = Z95 * Math.sqrt((1 + rho ** 2 / 2) / (n - 3));
  return { low: Math.min(rho, Math.tanh(z - half)), high: Math.max(rho, Math.tanh(z + half)) };
}
