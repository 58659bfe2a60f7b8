import type { Random } from '../../data/random/random';
import { checkValue, whole } from '../../options';

/**
 * A random sample of `size` different members, so that sets of unequal size can be compared. The order is random.
 * Throws UserError unless 1 <= size <= members.length.
 */
export function matchedSample(members: Int32Array, size: number, random: Random): Int32Array {
  checkValue('matchedSample', 'size', size, whole(1, members.length));
  const pool = members.slice();
  // The last `size` steps of a Fisher-Yates shuffle: the places behind are final already.
  for (let i = pool.length - 1; i >= pool.length - size; i--) {
    const j = random.below(i + 1);
    [pool[i], pool[j]] = [pool[j], pool[i]];
  }
  return pool.slice(pool.length - size);
}
