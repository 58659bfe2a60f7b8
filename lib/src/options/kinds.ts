import { isList, nearestWord } from './words';

/** What a value must be: in words, as an error says it, and as a test. */
export interface Kind<T> {
  /** `a whole number from 1 to 7`. */
  readonly expected: string;
  /** Also false for NaN and for values of another type. */
  readonly accepts: (value: unknown) => boolean;
  /** The nearest value that would do, as the error's last words (`, say 1`); empty where none is near. */
  readonly hint?: (value: unknown) => string;
  /** The first of its parts that is of another kind than it must be; null: none is, or it has no parts. */
  readonly fault?: (value: unknown) => Fault | null;
  /** Never set: it ties the kind to the type of its values. */
  readonly type?: T;
}

/** A part of a value that is of another kind than it must be, and where: `[3]`, `.values`. */
export interface Fault {
  readonly at: string;
  readonly value: unknown;
  readonly kind: Kind<unknown>;
}

/** A whole number from `least` to `most`. */
export function whole(least = 0, most = Number.MAX_SAFE_INTEGER): Kind<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return {
    expected: `a whole number ${range}`,
    accepts: (value) => Number.isInteger(value) && within(value, least, most),
    hint: (value) => nearestNumber(value, least, most, Math.round),
  };
}

/** A finite number from `least` to `most`. */
export function number(least = -Number.MAX_VALUE, most = Number.MAX_VALUE): Kind<number> {
  const bounded = least > -Number.MAX_VALUE || most < Number.MAX_VALUE;
  const range = most === Number.MAX_VALUE ? ` of at least ${least}` : ` from ${least} to ${most}`;
  return {
    expected: bounded ? `a number${range}` : 'a finite number',
    accepts: (value) => within(value, least, most),
    hint: (value) => (bounded ? nearestNumber(value, least, most, (x) => x) : ''),
  };
}

/** A share above 0 and at most 1; with `below`, less than 1. */
export function share(upTo: 'at most 1' | 'below 1' = 'at most 1'): Kind<number> {
  const most = (value: unknown) => upTo === 'at most 1' || value !== 1;
  return {
    expected: `a share above 0 and ${upTo} (0.95 for 95 %)`,
    accepts: (value) => within(value, 0, 1) && value !== 0 && most(value),
  };
}

/** One of `choices`. */
export function oneOf<const T extends string | number | boolean>(...choices: readonly T[]): Kind<T> {
  return {
    expected: choices.length > 0 ? `one of ${choices.join(', ')}` : 'choices, but there are none',
    accepts: (value) => choices.some((choice) => choice === value),
    hint: (value) => {
      const near = typeof value === 'string' && nearestWord(value, choices.map(String));
      return near ? `; perhaps ${near}` : '';
    },
  };
}

/** True or false. */
export const flag: Kind<boolean> = oneOf(true, false);

/** A text; `''` is one, too. */
export const text: Kind<string> = { expected: 'a text', accepts: (value) => typeof value === 'string' };

/** A function, say one to be called with the progress; its arguments cannot be checked. */
export function callback<F>(): Kind<F> {
  return { expected: 'a function', accepts: (value) => typeof value === 'function' };
}

/** The kind, or null for what is not there. */
export function orNull<T>(kind: Kind<T>): Kind<T | null> {
  return {
    ...kind,
    expected: `${kind.expected}, or null`,
    accepts: (value) => value === null || kind.accepts(value),
  };
}

/** An object with these fields, and any others: what another function of the library gave. */
export function record<T extends object>(fields: { readonly [K in keyof T]: Kind<T[K]> }): Kind<T> {
  const kinds = Object.entries<Kind<unknown>>(fields);
  return {
    expected: `an object with ${kinds.map(([name, { expected }]) => `${name} (${expected})`).join(', ')}`,
    accepts: (value) =>
      typeof value === 'object' &&
      value !== null &&
      kinds.every(([name, kind]) => kind.accepts((value as Record<string, unknown>)[name])),
    fault: (value) => {
      if (typeof value !== 'object' || value === null) return null;
      const given = value as Record<string, unknown>;
      const wrong = kinds.find(([name, kind]) => name in given && !kind.accepts(given[name]));
      return wrong ? { at: `.${wrong[0]}`, value: given[wrong[0]], kind: wrong[1] } : null;
    },
  };
}

/** An array or a typed array, each entry of which is of the kind. */
export function listOf<T>(entry: Kind<T>): Kind<readonly T[]> {
  return {
    expected: `a list, each entry ${entry.expected}`,
    accepts: (value) => {
      if (!isList(value)) return false;
      return firstFault(value, entry) === null;
    },
    fault: (value) => (isList(value) ? firstFault(value, entry) : null),
  };
}

function firstFault(values: ArrayLike<unknown>, kind: Kind<unknown>): Fault | null {
  for (let k = 0; k < values.length; k++)
    if (!kind.accepts(values[k])) return { at: `[${k}]`, value: values[k], kind };
  return null;
}

/** As `listOf(number())`, many times as fast. */
export const finiteNumbers: Kind<ArrayLike<number>> = {
  expected: 'a list, each entry a finite number',
  accepts: (value) => {
    if (!isList(value)) return false;
    for (let k = 0; k < value.length; k++) if (!Number.isFinite(value[k])) return false;
    return true;
  },
  fault: (value) => (isList(value) ? firstFault(value, number()) : null),
};

function within(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function nearestNumber(
  value: unknown,
  least: number,
  most: number,
  round: (value: number) => number,
): string {
  if (typeof value !== 'number' || Number.isNaN(value)) return '';
  return `, say ${Math.min(most, Math.max(least, round(value))) || least}`;
}
