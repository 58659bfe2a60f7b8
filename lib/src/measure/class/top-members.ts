import { checkEach, checkValue, finiteNumbers, listOf, orNull, whole } from '../../options';
import { selectTop } from '../instance/top-k';
import type { ClassRows, Rows } from '../per-class';
import { fallingOrder } from './falling-order';

/** A feature and its value. */
export interface Member {
  /** 0..H-1, the identity of the feature. */
  readonly index: number;
  readonly value: number;
}

/** Ranked features of each class, `members: [C][rank]`; an empty list for a class without instances. */
export type Members = readonly (readonly Member[])[];

/**
 * The n largest entries of each class's row (all, if the row is shorter), by signed value, largest first; on a tie the
 * lower feature comes first. `rows: [C][H]`, class means or top-K ratios.
 */
export function topMembers(rows: ClassRows, n = 10): Members {
  checkValue('topMembers', 'n', n, whole(1));
  checkEach('topMembers', 'row', rows, orNull(finiteNumbers));
  return Array.from(rows, (row) => (row ? rank(row, n) : []));
}

/**
 * Ranked values with their features' indices, as an `Analysis` stores them (`meanCe.top` and `meanCe.index`,
 * `classTopK.ratio` and `.index`, ...), as members. `values: [C][rank]`, `indices: [C][rank]`.
 */
export function membersFrom(values: Rows, indices: Rows): Members {
  checkEach('membersFrom', 'row of values', values, orNull(finiteNumbers));
  checkEach('membersFrom', 'row of indices', indices, orNull(listOf(whole())));
  return values.map((row, c) => (row ?? []).map((value, r) => ({ index: (indices[c] ?? [])[r], value })));
}

/** More than so many are sorted rather than selected. */
const FEW = 32;

function rank(row: Float64Array, n: number): Member[] {
  if (n > FEW) return Array.from(fallingOrder(row).subarray(0, n), (index) => ({ index, value: row[index] }));
  const values = new Float64Array(Math.min(n, row.length));
  const indices = new Int32Array(values.length);
  selectTop(row, values, indices);
  return Array.from(values, (value, r) => ({ index: indices[r], value }));
}
