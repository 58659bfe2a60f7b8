import { type Bounds, spearmanInterval, wilsonInterval, Z95 } from '../../measure/uncertainty/formulas';
import type { Maybe } from '../known';

/** What an interval is drawn over. */
export type Unit = 'images' | 'classes' | 'features' | 'weights';

/** A number that a verdict rests on, and how sure it is. */
export interface Estimate {
  readonly value: number;
  /** 95 % interval, unless `leftOut`; infinite where nothing can be said, say of a mean of one image. */
  readonly low: number;
  readonly high: number;
  /** How many images, classes, features or weights are behind it. */
  readonly n: number;
  readonly of: Unit;
  /** The ends are no 95 % interval, but what the number would be with one of its n left out. */
  readonly leftOut?: boolean;
}

/** An estimate, or a number without an interval: one that belongs to the network itself and not to a sample of images. */
export type Evident = Estimate | Maybe;

export function isEstimate(given: Evident): given is Estimate {
  return typeof given === 'object' && given !== null;
}

export function middle(given: Evident): Maybe {
  return isEstimate(given) ? given.value : given;
}

/** The 95 % interval; a number without one is its own. */
export function boundsOf(given: Estimate | number): Bounds {
  return isEstimate(given) ? given : { low: given, high: given };
}

/** A share 0..1 of n images, by Wilson's interval. */
export function shareOf(share: Maybe, n: Maybe): Evident {
  if (typeof share !== 'number' || !n) return share;
  return { value: share, ...wilsonInterval(share, n), n, of: 'images' };
}

/** A mean over n images with its standard error; `undefined` where no errors were computed: no interval. */
export function meanWith(mean: Maybe, error: Maybe, n: Maybe): Evident {
  if (typeof mean !== 'number' || error === undefined || typeof n !== 'number') return mean;
  const half = error === null ? Number.POSITIVE_INFINITY : Z95 * error;
  return { value: mean, low: mean - half, high: mean + half, n, of: 'images' };
}

/** A rank correlation over n classes. */
export function rankOf(rho: Maybe, n: number): Evident {
  if (typeof rho !== 'number') return rho;
  return { value: rho, ...spearmanInterval(rho, n), n, of: 'classes' };
}

/**
 * A function of independent estimates, with the interval that theirs amount to: how far each alone moves it, squared and added.
 * Null if one is unknown. Source: Zou and Donner, Stat. Med. 27 (2008), "MOVER".
 */
export function derived(f: (...values: number[]) => number, ...given: readonly Evident[]): Evident {
  if (given.some((one) => one === null || one === undefined)) return null;
  const known = given as (Estimate | number)[];
  const values = known.map((one) => middle(one)!);
  const value = f(...values);
  if (!Number.isFinite(value)) return null;
  const estimates = known.filter(isEstimate);
  if (estimates.length === 0) return value;
  const moved = known.map((one, k) => {
    const { low, high } = boundsOf(one);
    return [low, high].map((end) => {
      const to = f(...values.map((own, at) => (at === k ? end : own)));
      return Number.isNaN(to) ? Number.POSITIVE_INFINITY : to - value;
    });
  });
  const reach = (sign: 1 | -1) =>
    Math.hypot(...moved.map((ends) => Math.max(0, ...ends.map((d) => sign * d))));
  return {
    ...{ value, low: value - reach(-1), high: value + reach(1) },
    ...{ n: Math.min(...estimates.map(({ n }) => n)), of: estimates[0].of },
    ...(estimates.every(({ leftOut }) => leftOut) ? { leftOut: true } : {}),
  };
}

/** a - b, a / b. */
export const minus = (a: Evident, b: Evident) => derived((x, y) => x - y, a, b);
export const over = (a: Evident, b: Evident) => derived((x, y) => x / y, a, b);

/**
 * The mean over classes, one vote each. Its interval holds what other images of the classes could make of it, and what it would
 * be without any one of them: so one class cannot decide for the others unsaid. Null if one is unknown.
 */
export function overClasses(given: readonly Evident[] | null | undefined): Evident {
  if (!given || given.length === 0) return null;
  const whole = derived((...values) => meanOfValues(values), ...given);
  if (whole === null || whole === undefined || given.length === 1) return whole;
  const values = given.map((one) => middle(one)!);
  const without = values.map((_, k) => meanOfValues(values.filter((_, at) => at !== k)));
  const { low, high } = boundsOf(whole);
  return {
    value: middle(whole)!,
    low: Math.min(low, ...without),
    high: Math.max(high, ...without),
    ...(isEstimate(whole)
      ? { n: whole.n, of: whole.of }
      : { n: given.length, of: 'classes' as const, leftOut: true }),
  };
}

function meanOfValues(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The one with the largest (smallest) value, with its own interval; null if one is unknown. */
export function extreme(
  given: readonly Evident[] | null | undefined,
  which: 'largest' | 'smallest',
): Evident {
  if (!given || given.length === 0 || given.some((one) => one === null || one === undefined)) return null;
  const sign = which === 'largest' ? 1 : -1;
  return given.reduce((best, one) => (sign * middle(one)! > sign * middle(best)! ? one : best));
}

/** How many values are above `above`, with the fewest and the most that their intervals allow; null if one is unknown. */
export function countWhere(given: readonly Evident[] | null | undefined, above: number): Evident {
  if (!given || given.some((one) => one === null || one === undefined)) return null;
  const known = given as (Estimate | number)[];
  const count = (of: (one: Estimate | number) => number) => known.filter((one) => of(one) > above).length;
  const [value, low, high] = [
    count((one) => middle(one)!),
    count((one) => boundsOf(one).low),
    count((one) => boundsOf(one).high),
  ];
  const estimates = known.filter(isEstimate);
  if (estimates.length === 0) return value;
  return { value, low, high, n: Math.min(...estimates.map(({ n }) => n)), of: 'images' };
}
