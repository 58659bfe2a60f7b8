import { some, UserError } from '../../errors';
import { basename } from '../../machine';
import { randomStream } from '../random/random';
import { type Item, naturalOrder, type Source } from './source';

/** How pictures that lie together are split into training and test images. */
export interface SplitOptions {
  /** Share of the pictures that is kept for testing: of each class at least one. */
  readonly testShare: number;
  /**
   * `picture`: each for itself, with the share in every class. `prefix`: those whose file names begin alike up to the first
   * `_` (crops of one photograph, frames of one film) stay together.
   */
  readonly splitBy: 'picture' | 'prefix';
  readonly splitSeed: number;
}

/** Pictures by part, classes in order: class 0 has the most training images. */
export interface Parts {
  readonly classNames: readonly string[];
  readonly train: readonly Item[];
  readonly test: readonly Item[];
}

/** Both parts of a source, split if it is not; classes by falling number of training images. */
export function partsOf(source: Source, options: SplitOptions): Parts {
  const { train, test } = source.test === null ? split(source, options) : { ...source, test: source.test };
  return inOrder(source.classNames, train, test);
}

function split(source: Source, options: SplitOptions): { train: Item[]; test: Item[] } {
  const chosen = new Set(
    options.splitBy === 'prefix' ? byPrefix(source, options) : byPicture(source, options),
  );
  return {
    train: source.train.filter((item) => !chosen.has(item)),
    test: source.train.filter((item) => chosen.has(item)),
  };
}

/** What file names begin with, up to the first `_`. */
function prefixOf({ name }: Item): string {
  return basename(name).split('_')[0];
}

/**
 * A line on pictures that are split each for itself although their file names say that some belong together: names that begin
 * alike in both parts, if these beginnings are more than the classes are (`cat_1.png` says no more than its class). Else null.
 */
export function alikeAcross(
  source: Source,
  { splitBy }: SplitOptions,
  { train, test }: Parts,
): string | null {
  if (source.test !== null || splitBy !== 'picture') return null;
  const inTrain = new Set(train.map(prefixOf));
  const across = new Set(test.map(prefixOf).filter((prefix) => inTrain.has(prefix)));
  if (across.size <= source.classNames.length) return null;
  const [first] = across;
  const pairs = `names that begin with ${first}_ and ${across.size - 1} other such pairs`;
  return `in training and test set: ${pairs}; where these are parts of one picture, --split-by prefix keeps them together`;
}

function byPicture({ classNames, train }: Source, { testShare, splitSeed }: SplitOptions): Item[] {
  const byClass = grouped(train, ({ label }) => label);
  return classNames.flatMap((name, label) => {
    const own = byClass.get(label) ?? [];
    const count = Math.min(own.length - 1, Math.max(1, Math.round(testShare * own.length)));
    return randomStream(splitSeed, 'split', name).shuffle(own).slice(0, count);
  });
}

/** Whole groups, until the share is reached. */
function byPrefix({ train }: Source, { testShare, splitSeed }: SplitOptions): Item[] {
  const groups = grouped(train, prefixOf);
  const chosen: Item[] = [];
  for (const prefix of randomStream(splitSeed, 'split').shuffle(naturalOrder(groups.keys()))) {
    if (chosen.length >= testShare * train.length) break;
    chosen.push(...groups.get(prefix)!);
  }
  return chosen;
}

function grouped<K>(items: readonly Item[], keyOf: (item: Item) => K): Map<K, Item[]> {
  const groups = new Map<K, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Classes without an image among the items. */
function classesWithout(classNames: readonly string[], items: readonly Item[]): string[] {
  const there = new Set(items.map(({ label }) => label));
  return classNames.filter((_, label) => !there.has(label));
}

/** Throws UserError where a class has no training or no test images. */
export function requireBoth(path: string, { classNames, train, test }: Parts): void {
  for (const [what, items] of [
    ['training', train],
    ['test', test],
  ] as const) {
    const names = classesWithout(classNames, items);
    if (names.length === 0) continue;
    throw new UserError({
      where: path,
      given: `no ${what} images of ${some(names)}`,
      expected: 'at least one training and one test image of every class',
      remedy: 'Add some, take the class out, or split it otherwise (testShare, splitBy, splitSeed).',
    });
  }
}

function inOrder(classNames: readonly string[], train: readonly Item[], test: readonly Item[]): Parts {
  const counts = classNames.map(() => 0);
  for (const { label } of train) counts[label]++;
  const order = [...classNames.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
  const rank = order.map((_, label) => order.indexOf(label));
  const relabelled = (items: readonly Item[]) => {
    const byRank = items.map((item) => ({ ...item, label: rank[item.label] }));
    return byRank.sort((a, b) => a.label - b.label);
  };
  return {
    classNames: order.map((label) => classNames[label]),
    train: relabelled(train),
    test: relabelled(test),
  };
}
