import { spearman } from '../../measure/spearman';
import { allKnown } from '../known';
import { type Evident, middle, rankOf } from './estimate';

/**
 * Spearman correlation of class index and value: whether the value grows towards the rarest class. Its interval is over classes:
 * ten of them leave much open. Two classes have no trend: null.
 */
export function trend(values: readonly Evident[] | null | undefined): Evident {
  const known = allKnown(values?.map(middle));
  return known && known.length > 2 ? rankOf(spearman([...known.keys()], known), known.length) : null;
}
