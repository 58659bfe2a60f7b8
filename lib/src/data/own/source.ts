import type { RawPicture } from '../../machine';

/** One labelled picture that has not been decoded yet. */
export interface Item {
  /** As a reader finds it again: a path in the folder, a row of a file. */
  readonly name: string;
  /** Position in the source's classNames. */
  readonly label: number;
  /** The bytes of a picture file, or bare values. */
  read(): Promise<Uint8Array | RawPicture>;
}

/** Pictures as they lie somewhere, by part. */
export interface Source {
  /** Where, as errors say it. */
  readonly path: string;
  /** A short name: that of the folder or file. */
  readonly name: string;
  /** In natural order. */
  readonly classNames: readonly string[];
  /** The same as networks number them: as whole-number labels do, else by the alphabet, as torchvision's `ImageFolder`. */
  readonly numbered: Numbered;
  readonly train: readonly Item[];
  /** Null: training and test images are not apart. */
  readonly test: readonly Item[] | null;
  /** What was left out, and what was taken for what; a line each. */
  readonly notes: readonly string[];
}

/** Class names in the order of their numbers, and what that order is, in words. */
export interface Numbered {
  readonly classNames: readonly string[];
  readonly by: 'the alphabet' | 'their labels';
}

/** The order of names that no label numbers: by their characters, as Python's `sorted` has it. */
export function byAlphabet(names: Iterable<string>): Numbered {
  return { classNames: [...names].sort(), by: 'the alphabet' };
}

const natural = new Intl.Collator('en', { numeric: true });

/** Names in the order in which people list them, `2` before `10`. */
export function naturalOrder(names: Iterable<string>): string[] {
  return [...names].sort((a, b) => natural.compare(a, b) || (a < b ? -1 : 1));
}
