import { UserError } from '../../errors';
import { checkValue, type Kind, type Options, record, resolveOptions } from '../../options';
import type { ClassAxis, FigureOptions } from './figure';
import { figureOptions } from './kinds';

/** What each field of a figure's data must be. */
type Fields<Data> = { readonly [K in keyof Data]-?: Kind<unknown> };

/** The options that a figure has of its own. */
export type Own<O extends FigureOptions> = Options<Omit<O, keyof FigureOptions>>;

/**
 * Throws UserError unless the fields of a figure's data are of their kinds, and the options are those of all figures or
 * the figure's own.
 */
export function checkFigure<Data extends object, O extends FigureOptions>(
  where: string,
  data: Data,
  fields: Fields<Data>,
  options: O,
  ...[own]: keyof O extends keyof FigureOptions ? [] : [own: Own<O>]
): void {
  checkValue(where, 'data', data, record({}));
  for (const [name, kind] of Object.entries<Kind<unknown>>(fields)) {
    checkValue(where, name, Reflect.get(data, name), kind);
  }
  resolveOptions<FigureOptions>(where, { ...figureOptions, ...own }, options);
}

/** Throws UserError unless each of the lists has one entry a class: `{ counts, 'K = 2': perClass }`. */
export function checkClasses(
  where: string,
  { classNames }: ClassAxis,
  lists: Readonly<Record<string, ArrayLike<unknown> | undefined>>,
): void {
  for (const [name, list] of Object.entries(lists)) {
    if (!list || list.length === classNames.length) continue;
    throw new UserError({
      where,
      given: `${name} for ${list.length} classes`,
      expected: `one entry for each of the ${classNames.length} classes in classNames`,
      remedy: 'Take names and numbers from the same run.',
    });
  }
}
