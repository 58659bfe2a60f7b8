import { spearman } from '../../measure/spearman';
import { allKnown, type Maybe } from '../known';

/** Spearman correlation of class index and value: whether the value grows towards the rarest class. */
export function trend(values: readonly Maybe[] | null | undefined): number | null {
  const known = allKnown(values);
  return known && spearman([...known.keys()], known);
}
