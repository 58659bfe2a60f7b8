import type { Measures } from '../measure/analysis';
import type { Cell } from './collect';

/** What stands in a list or an object before it is known which of them it is. */
type Part = Cell | Map<string, Part>;

/**
 * The measures of a row of a table over runs, from the cells under their paths: `testRecall.9`. `C`: the run's classes; a list
 * by class has as many, null where the row has none, and columns of further classes, which other runs have, are left out. A row
 * of nulls is one null, and a measure that is null all through is absent. Throws RangeError where a list has a gap: a column is
 * missing.
 */
export function measuresOfRow(cells: readonly (readonly [path: string, cell: Cell])[], C: number): Measures {
  const root = new Map<string, Part>();
  for (const [path, cell] of cells) {
    const keys = path.split('.');
    const at = classKey(keys);
    // Of the lists over K, one a feature, a row with fewer features has the beginning.
    if (at < 0 ? !(isOverK(keys) && cell === null) : Number(keys[at]) < C) put(root, keys, cell);
  }
  const there = new Map([...root].filter(([, part]) => !isEmpty(part)));
  return whole(there, [], C) as Measures;
}

/** Where in a path the class stands: the first number; but K is the first of the coverages, and of others there is no class. */
function classKey(keys: readonly string[]): number {
  const first = keys[0] === 'coverage' ? 3 : 0;
  return isOverK(keys) ? -1 : keys.findIndex((key, k) => k >= first && isIndex(key));
}

function isOverK(keys: readonly string[]): boolean {
  return keys[1] === 'overallByK';
}

function put(into: Map<string, Part>, [key, ...rest]: readonly string[], cell: Cell): void {
  const there = into.get(key);
  if (rest.length === 0) {
    if (!(there instanceof Map)) into.set(key, cell);
    return;
  }
  const part = there instanceof Map ? there : new Map<string, Part>();
  into.set(key, part);
  put(part, rest, cell);
}

function whole(part: Part, path: readonly string[], C: number): unknown {
  if (!(part instanceof Map)) return part;
  const keys = [...part.keys()];
  const entries = keys.map((key) => [key, whole(part.get(key)!, [...path, key], C)] as const);
  const byClass = classKey([...path, '0']) === path.length && keys.every(isIndex);
  const isList = byClass || part.has('0');
  if (isList) requireAll(keys, byClass ? C : keys.length, path);
  if (!byClass && keys.every((key) => part.get(key) === null)) return null;
  if (!isList) return Object.fromEntries(entries);
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
}

function isEmpty(part: Part): boolean {
  return part instanceof Map ? [...part.values()].every(isEmpty) : part === null;
}

function requireAll(keys: readonly string[], n: number, path: readonly string[]): void {
  const missing = Array.from({ length: n }, (_, k) => String(k)).find((key) => !keys.includes(key));
  if (missing !== undefined) throw new RangeError(`no column measure ${[...path, missing].join('.')}`);
}

function isIndex(key: string): boolean {
  return /^\d+$/.test(key);
}
