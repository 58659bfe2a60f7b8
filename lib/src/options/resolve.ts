import { UserError } from '../errors';
import type { Fault, Kind } from './kinds';
import { inWords, isList, namedValue, nearestWord } from './words';

// Own, as Valibot would need more lines to put its findings into the words of a UserError than there are here.

/** Each option of a function: what it must be, and what it is when it is not given. */
export type Options<T> = {
  readonly [K in keyof T]-?: readonly [kind: Kind<NonNullable<T[K]>>, byDefault: T[K]];
};

/** Options as a caller gives them: some, all or none; one that is undefined counts as not given. */
export type Given<T> = { readonly [K in keyof T]?: T[K] | undefined };

/**
 * The options given put over the defaults. Throws UserError on an unknown
 * option, naming the nearest right one, and on a value of another kind.
 */
export function resolveOptions<T extends object>(
  where: string,
  options: Options<T>,
  given: Given<T> = {},
): T {
  const names = Object.keys(options) as (keyof T & string)[];
  // By name: an options object from another context, a notebook's cell say, is no instance of our Object.
  if (Object.prototype.toString.call(given) !== '[object Object]') {
    refuse(where, inWords(given), `an object with the options ${names.join(', ')}`, 'Name each option.');
  }
  for (const name of Object.keys(given)) if (!Object.hasOwn(options, name)) refuseUnknown(where, name, names);
  const chosen = names.filter((name) => given[name] !== undefined);
  const checked = chosen.map((name) => [name, checkValue(where, name, given[name], options[name][0])]);
  return { ...defaultsOf(options), ...Object.fromEntries(checked) };
}

/** What the options are when none is given. */
export function defaultsOf<T extends object>(options: Options<T>): T {
  const names = Object.keys(options) as (keyof T & string)[];
  return Object.fromEntries(names.map((name) => [name, options[name][1]])) as T;
}

/** `value` if it is of the kind. Throws UserError otherwise. */
export function checkValue<T>(where: string, name: string, value: unknown, kind: Kind<T>): T {
  if (kind.accepts(value)) return value as T;
  const wrong = innermost({ at: name, value, kind });
  const remedy = wrong.at === name ? `Choose another ${name}.` : 'Correct it.';
  refuse(where, namedValue(wrong.at, wrong.value), whatIsExpected(wrong.kind, wrong.value), remedy);
}

/** The part of a part … that is of another kind than it must be. */
function innermost(wrong: Fault): Fault {
  const part = wrong.kind.fault?.(wrong.value);
  return part ? innermost({ ...part, at: wrong.at + part.at }) : wrong;
}

/** Throws UserError unless `values` is a list, every entry of which is of the kind. */
export function checkEach(
  where: string,
  name: string,
  values: ArrayLike<unknown>,
  kind: Kind<unknown>,
): void {
  if (!isList(values)) refuse(where, namedValue(name, values), 'a list', `Give ${name} in brackets.`);
  for (let i = 0; i < values.length; i++) checkValue(where, name, values[i], kind);
}

/** What the kind asks for, and what was probably meant. */
export function whatIsExpected(kind: Kind<unknown>, value: unknown): string {
  return kind.expected + (kind.hint?.(value) ?? '');
}

function refuseUnknown(where: string, name: string, names: readonly string[]): never {
  const near = nearestWord(name, names);
  const expected = `one of ${names.join(', ')}${near ? `; perhaps ${near}` : ''}`;
  refuse(where, `option '${name}'`, expected, 'Correct its name.');
}

function refuse(where: string, given: string, expected: string, remedy: string): never {
  throw new UserError({ where, given, expected, remedy });
}
