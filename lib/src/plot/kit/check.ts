import { UserError } from '../../errors';
import type { ClassAxis } from './figure';

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
