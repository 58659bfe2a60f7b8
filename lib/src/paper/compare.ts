import { callback, checkValue, number, orNull, record } from '../options';
import { footnotesOf } from './inconsistencies';
import { type Operator, type PublishedNumber, published, publishedNumber } from './published';

/** A published number, our value, and how far they agree. */
export interface ComparisonRow {
  readonly id: string;
  readonly where: string;
  readonly unit: string;
  readonly op: Operator;
  readonly paper: number;
  readonly ours: number | null;
  /** ours - paper, in the paper's unit. */
  readonly difference: number | null;
  /** Whether ours fulfils "op paper"; null without ours. `=` means equal as printed. */
  readonly holds: boolean | null;
  readonly note: string;
  /** Inconsistencies of the paper that concern this number: X1, ... */
  readonly footnotes: readonly string[];
}

/** "About" (`~`): within a quarter. The paper rounds to halves and whole numbers where it says so. */
const ABOUT = 0.25;

/** "At most about" (`<=~`): up to a tenth more. */
const AT_MOST_ABOUT = 0.1;

/**
 * Published numbers beside ours: `compareWithPublished(ourValues(results), 'T1.')`. `filter` chooses the published
 * numbers: the beginning of their ids, or a function that says yes or no to each; by default all. `values` has ours by
 * id, in the paper's unit.
 */
export function compareWithPublished(
  values: Readonly<Record<string, number | null>>,
  filter: string | ((row: PublishedNumber) => boolean) = '',
): ComparisonRow[] {
  checkValue('compareWithPublished', 'values', values, record({}));
  for (const [id, value] of Object.entries(values)) {
    publishedNumber(id);
    checkValue('compareWithPublished', id, value, orNull(number()));
  }
  if (typeof filter !== 'string') checkValue('compareWithPublished', 'filter', filter, callback());
  const keep = typeof filter === 'string' ? (row: PublishedNumber) => row.id.startsWith(filter) : filter;
  return published.filter(keep).map((row) => {
    const { id, where, unit, op, value: paper, note } = row;
    const ours = values[id] ?? null;
    return {
      ...{ id, where, unit, op, paper, ours, note, footnotes: footnotesOf(id) },
      difference: ours === null ? null : ours - paper,
      holds: ours === null ? null : holds(row, ours),
    };
  });
}

function holds(row: PublishedNumber, ours: number): boolean {
  const { op, value } = row;
  switch (op) {
    case '=':
      return ours.toFixed(printedDigits(row)) === value.toFixed(printedDigits(row));
    case '<=':
      return ours <= value;
    case '>=':
      return ours >= value;
    case '>':
      return ours > value;
    case '~':
      return Math.abs(ours - value) <= ABOUT * Math.abs(value);
    case '<=~':
      return ours <= (1 + AT_MOST_ABOUT) * value;
  }
}

/** Digits after the point: as many as the number shows, but the accuracies of the tables always show two. */
export function printedDigits({ value, unit }: Pick<PublishedNumber, 'value' | 'unit'>): number {
  const shown = String(value).split('.')[1]?.length ?? 0;
  return unit === '% BAC' || unit === '% recall' ? 2 : shown;
}
