import { checkClasses } from '../embed/check';
import type { Embedding } from '../embed/embeddings';
import { UserError } from '../errors';
import { checkEach, checkValue, number, orNull, record, whole } from '../options';

/** One number a class, in class order; null where the class's set is empty. */
export type PerClass = readonly (number | null)[];

/** One row of numbers a class, in class order; null where the class's set is empty. */
export type ClassRows = readonly (Float64Array | null)[];

/** {@link ClassRows} as plain lists, as an analysis stores them. */
export type Rows = readonly (readonly number[] | null)[];

/**
 * One set of instances for each class, without overlap. `grouping: [n]` gives the class to whose set instance i
 * belongs, or -1 for none. An embedding's `labels` are the grouping by true class.
 */
export type Grouping = Int32Array;

/** How many instances each class's set has. `[C]`. */
export function groupSizes(grouping: Grouping, C: number): number[] {
  checkValue('groupSizes', 'C', C, whole(1, 1e6));
  checkClasses('groupSizes', 'grouping', grouping, grouping?.length, C, 'orNone');
  const sizes = new Array<number>(C).fill(0);
  for (let i = 0; i < grouping.length; i++) if (grouping[i] >= 0) sizes[grouping[i]]++;
  return sizes;
}

/** How many instances each true class has. `[C]`. */
export function classCounts(embedding: Pick<Embedding, 'labels' | 'C'>): number[] {
  checkValue('classCounts', 'embedding', embedding, record({}));
  return groupSizes(embedding.labels, embedding.C);
}

/**
 * The rarest class that has instances in each of the embeddings: the last such one, as classes stand from the most to the least
 * frequent. A class without any can be neither shown nor measured. Throws UserError where there is no such class.
 */
export function rarestClass(...embeddings: readonly Pick<Embedding, 'labels' | 'C'>[]): number {
  checkValue('rarestClass', 'number of embeddings', embeddings.length, whole(1, 100));
  const counts = embeddings.map(classCounts);
  const rarest = counts[0].findLastIndex((_, c) => counts.every((ofSet) => ofSet[c] > 0));
  if (rarest >= 0) return rarest;
  throw new UserError({
    where: 'rarestClass',
    given: 'no class that has instances in each of the embeddings',
    expected: 'one at least',
    remedy: 'Look at cf.measures.classCounts of each.',
  });
}

/**
 * The frequent and the rare classes that the paper's text sets against each other: 0 to 3 and 6 to 9 of ten, the first and
 * the last two fifths of any other number of classes. Source: paper §5.3.
 */
export function bothEnds(C: number): Record<'frequent' | 'rare', number[]> {
  checkValue('bothEnds', 'C', C, whole(1, 1e6));
  const classes = Array.from({ length: C }, (_, c) => c);
  const n = Math.min(Math.ceil(0.4 * C), Math.floor(C / 2));
  return { frequent: classes.slice(0, n), rare: classes.slice(C - n) };
}

/** Unweighted mean over the classes that have a value; null if none has. */
export function meanOf(values: PerClass): number | null {
  const known = present('meanOf', values);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Largest value over the classes that have one; null if none has. */
export function maxOf(values: PerClass): number | null {
  const known = present('maxOf', values);
  return known.length === 0 ? null : Math.max(...known);
}

/** Smallest value over the classes that have one; null if none has. */
export function minOf(values: PerClass): number | null {
  const known = present('minOf', values);
  return known.length === 0 ? null : Math.min(...known);
}

function present(where: string, values: PerClass): number[] {
  checkEach(where, 'value', values, orNull(number()));
  return Array.from(values).filter((value) => value !== null);
}

/** A share 0..1 in percent; null for one that is not known. */
export function inPercent(share: number | null | undefined): number | null {
  if (share === null || share === undefined) return null;
  checkValue('inPercent', 'share', share, number());
  return 100 * share;
}

/** counts[c] / sizes[c]; null where a size is 0. */
export function shares(counts: ArrayLike<number>, sizes: readonly number[]): PerClass {
  return sizes.map((size, c) => (size === 0 ? null : counts[c] / size));
}

/** The rows of `sums: [C, H]`, each divided by the size of its set; null where that is 0. */
export function meanRows(sums: Float64Array, sizes: readonly number[]): ClassRows {
  const H = sums.length / sizes.length;
  return sizes.map((size, c) => {
    if (size === 0) return null;
    const row = sums.slice(c * H, (c + 1) * H);
    for (let j = 0; j < H; j++) row[j] /= size;
    return row;
  });
}
