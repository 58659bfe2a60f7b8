import { checkValue, whole } from '../../options';

/** Quantile of the normal distribution for an interval of 95 %. */
const Z = 1.959964;

/**
 * Wilson's 95 % interval of a share: of `n` trials `successes` succeeded. Null for n = 0. It never leaves 0..1, and is not empty where all
 * succeeded. Source: Wilson, JASA 22 (1927).
 */
export function wilsonInterval(
  successes: number,
  n: number,
): { readonly low: number; readonly high: number } | null {
  checkValue('wilsonInterval', 'n', n, whole());
  checkValue('wilsonInterval', 'successes', successes, whole(0, n));
  if (n === 0) return null;
  const share = successes / n;
  const z2 = (Z * Z) / n;
  const middle = share + z2 / 2;
  const half = Z * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n));
  return { low: Math.max(0, (middle - half) / (1 + z2)), high: Math.min(1, (middle + half) / (1 + z2)) };
}
