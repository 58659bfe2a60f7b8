import { spearman } from '../../measure/spearman';
import { allKnown, type Maybe } from '../known';

/**
 * Spearman correlation of class index and value: whether the value grows towards the rarest class. Two classes have no
 * trend: null.
 */
export function trend(values: readonly Maybe[] | null | undefined): number | null {
  const known = allKnown(values);
  return known && known.length > 2 ? spearman([...known.keys()], known) : null;
}
