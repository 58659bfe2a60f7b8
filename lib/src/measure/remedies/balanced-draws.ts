import type { Random } from '../../data/random/random';
import { membersByClass } from '../members';
import type { Grouping } from '../per-class';

/** As many instances as there are, each of a class drawn evenly among those that have any. `labels: [n]`; result `[n]`. */
export function balancedDraws(labels: Grouping, C: number, random: Random): Int32Array {
  const classes = membersByClass(labels, C).filter(({ length }) => length > 0);
  return Int32Array.from({ length: labels.length }, () => {
    const members = classes[random.below(classes.length)];
    return members[random.below(members.length)];
  });
}
