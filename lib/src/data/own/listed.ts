import { UserError } from '../../errors';
import type { Item, Source } from './source';

/**
 * A source with the training images of a list alone: each its name, or its position among the training images, from 0 on. Where
 * there is no test set, the others are. Throws UserError, naming `where`, on one that is not there or comes twice.
 */
export function listed(source: Source, list: readonly string[], where: string): Source {
  const { train, test, notes } = source;
  const chosen = itemsOf(source, list, where);
  const others = test ?? train.filter((item) => !chosen.has(item));
  const note = `training images: the ${chosen.size} of ${where}, of ${train.length}`;
  return {
    ...source,
    train: [...chosen],
    test: others,
    notes: [...notes, test === null ? `${note}; the others are the test images` : note],
  };
}

function itemsOf({ train }: Source, list: readonly string[], where: string): Set<Item> {
  const byName = new Map(train.map((item) => [item.name, item]));
  const chosen = new Set<Item>();
  for (const entry of list) {
    const item = /^\d+$/.test(entry) ? train[Number(entry)] : byName.get(entry);
    if (item === undefined) throw refuse(where, `"${entry}"`, nameable(train));
    if (chosen.has(item))
      throw refuse(where, `"${entry}", which is "${item.name}", twice`, 'each image once');
    chosen.add(item);
  }
  return chosen;
}

function nameable(train: readonly Item[]): string {
  const names = train.slice(0, 2).map(({ name }) => name);
  return `a position from 0 to ${train.length - 1}, or a name as ${names.join(', ')}`;
}

function refuse(where: string, given: string, expected: string): UserError {
  return new UserError({ where, given, expected, remedy: 'Correct the list.' });
}
