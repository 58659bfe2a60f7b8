import { basename } from '../../machine';
import { byAlphabet, type Item, type Numbered, naturalOrder, type Source } from './source';

/** A picture of a file of pictures, and its label as text. */
export interface Row extends Pick<Item, 'name' | 'read'> {
  readonly label: string;
  /** The number that the file has for the label; null where it is a text. */
  readonly number: number | null;
}

/** Rows of one part, to be split, or of training and test set, as a source. */
export function sourceOfRows(
  path: string,
  parts: readonly (readonly Row[])[],
  notes: readonly string[],
): Source {
  const numbers = new Map(parts.flat().map(({ label, number }) => [label, number]));
  const classNames = naturalOrder(numbers.keys());
  const places = new Map(classNames.map((name, label) => [name, label]));
  const [train, test] = parts.map((rows) =>
    rows.map(({ name, label, read }): Item => ({ name, label: places.get(label)!, read })),
  );
  const numbered = inOrder(numbers, classNames);
  return { path, name: basename(path), classNames, numbered, train, test: test ?? null, notes };
}

function inOrder(numbers: ReadonlyMap<string, number | null>, classNames: readonly string[]): Numbered {
  if ([...numbers.values()].includes(null)) return byAlphabet(classNames);
  const names = [...classNames].sort((a, b) => numbers.get(a)! - numbers.get(b)!);
  return { classNames: names, by: 'their labels' };
}
