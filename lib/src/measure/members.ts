import type { Grouping } from './per-class';

/** The instances of each class's set, in their order. `[C][size]`. */
export function membersByClass(grouping: Grouping, C: number): Int32Array[] {
  const members = Array.from({ length: C }, () => [] as number[]);
  for (let i = 0; i < grouping.length; i++) if (grouping[i] >= 0) members[grouping[i]].push(i);
  return members.map((list) => Int32Array.from(list));
}
