import { isList } from '../options';

/** How far an answer may be from the expected one, relative to its size (absolute below 1). */
const TOLERANCE = 1e-5;

/** Whether two answers are equal: numbers nearly, null only null, lists entry by entry, typed arrays as lists. */
export function same(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') {
    if (!Number.isFinite(a) || !Number.isFinite(b)) return Object.is(a, b);
    return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b));
  }
  if (!isList(a) || !isList(b)) return a === b;
  return a.length === b.length && entries(a).every((entry, k) => same(entry, b[k]));
}

/** Lists within lists that are written out; no answer here has more. */
const DEEPEST = 4;

/** A value as a short text: numbers with six significant digits, lists in brackets. */
export function textOf(value: unknown, depth = 0): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (value instanceof Promise) return 'a promise';
  if (value instanceof Set || value instanceof Map) return `a ${value.constructor.name}`;
  if (depth > DEEPEST) return '…';
  const inner = (one: unknown) => textOf(one, depth + 1);
  if (isList(value)) return `[${entries(value).map(inner).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? String(value);
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${inner(field)}`);
  return `{ ${fields.join(', ')} }`;
}

/** An answer with every number and null in it, in lists too, replaced by what `change` makes of it. */
export function changed(answer: unknown, change: (entry: number | null) => unknown): unknown {
  if (isList(answer)) return entries(answer).map((entry) => changed(entry, change));
  return typeof answer === 'number' || answer === null ? change(answer) : answer;
}

/**
 * What is wrong with the form of an answer, as a sentence; null if its form is that of the expected one. `absent` says why
 * some answers are null.
 */
export function flawOf(got: unknown, expected: unknown, absent: string, place = ''): string | null {
  const here = place ? ` at ${place}` : '';
  if (got === undefined)
    return place ? `There is no value${here}.` : 'It returned nothing: end with `return …`.';
  if (got instanceof Promise)
    return 'It returned a promise: leave out `async`, nothing here has to be awaited.';
  if (Number.isNaN(got)) return notANumber(here, expected, absent);
  if (got === null || expected === null) return nullFlaw(got, expected, here, absent);
  if (isList(got) !== isList(expected)) {
    return `Expected ${isList(expected) ? `a list of ${expected.length}` : 'one value'}${here}, not ${textOf(got)}.`;
  }
  if (!isList(got) || !isList(expected)) return kindFlaw(got, expected, here);
  if (got.length !== expected.length) {
    return `The list${here} has the length ${got.length} instead of ${expected.length}.`;
  }
  const flaws = entries(got).map((entry, k) => flawOf(entry, expected[k], absent, `${place}[${k}]`));
  return flaws.find((flaw) => flaw !== null) ?? null;
}

function notANumber(here: string, expected: unknown, absent: string): string {
  return expected === null
    ? `NaN${here} is 0 / 0: ${absent}. Return null there.`
    : `NaN${here}: somewhere 0 / 0, or a value that is not there went into a sum.`;
}

/** A text where a number is expected, as `toFixed` makes it, and the like. */
function kindFlaw(got: unknown, expected: unknown, here: string): string | null {
  if (typeof got === typeof expected) return null;
  const text = typeof got === 'string' ? ' A text is no number: leave out `toFixed` and quotes.' : '';
  return `Expected a ${typeof expected}${here}, not ${textOf(got)}.${text}`;
}

function nullFlaw(got: unknown, expected: unknown, here: string, absent: string): string | null {
  if (got === expected) return null;
  return got === null
    ? `You returned null${here}, but there is a value.`
    : `There is no value${here}: return null, which no mean will count. (${absent[0].toUpperCase()}${absent.slice(1)}.)`;
}

/** The entries, those never assigned as undefined. */
function entries(list: ArrayLike<unknown>): unknown[] {
  return Array.from(list);
}
