import { type Kind, listOf, number, type Options, oneOf, orNull, record, text, whole } from '../../options';
import type { FigureOptions } from './figure';

/** Numbers of a figure; products of three of them are numbers, too. */
export const amount = number(-1e100, 1e100);

/** `[C]`; null: nothing known of the class. */
export const perClass = list(orNull(amount));

/** Numbers of images, one a class, or not given. */
export const counts = optional(list(number(0, 1e100)));

/** Names of at least one class. */
export const names = list(text, 1);

/** An array, not a typed one, which `map` would give numbers alone. */
export function list<T>(entry: Kind<T>, least = 0, most = Number.MAX_SAFE_INTEGER): Kind<readonly T[]> {
  const { expected, accepts, fault } = listOf(entry);
  const within = (n: number) => n >= least && n <= most;
  return {
    expected: least > 0 ? `${expected}, at least ${least}` : expected,
    accepts: (value) => Array.isArray(value) && within(value.length) && accepts(value),
    fault: (value) => (Array.isArray(value) ? (fault?.(value) ?? null) : null),
  };
}

/** The kind, or undefined for what is not given. */
export function optional<T>(kind: Kind<T>): Kind<T | undefined> {
  return { ...kind, accepts: (value) => value === undefined || kind.accepts(value) };
}

/** The fields of two models of the kind, each of which may be missing. */
export function pairOf<T>(model: Kind<T>) {
  const side = optional(orNull(model));
  return { balanced: side, imbalanced: side };
}

/** Ranked features of each class, and the classes' sizes. */
export const rankedFeatures = {
  counts,
  members: list(list(record({ index: whole(), value: amount }))),
};

/** What every figure takes beside its data. */
export const figureOptions: Options<FigureOptions> = {
  title: [text, undefined],
  theme: [oneOf('auto', 'light', 'dark'), undefined],
  height: [number(1, 1e5), undefined],
};
