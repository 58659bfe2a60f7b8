import { Random } from '../../data/random/random';
import { checkEach, checkValue, type Kind, whole } from '../../options';

const generator: Kind<Random> = {
  expected: "a Random, as randomStream(0, 'sample') gives",
  accepts: (value) => value instanceof Random,
};

/**
 * A random sample of `size` different members, so that sets of unequal size can be compared. The order is random.
 * Throws UserError unless 1 <= size <= members.length.
 */
export function matchedSample(members: Int32Array, size: number, random: Random): Int32Array {
  checkEach('matchedSample', 'member', members, whole());
  checkValue('matchedSample', 'random', random, generator);
  checkValue('matchedSample', 'size', size, whole(1, members.length));
  const pool = members.slice();
  // The last `size` steps of a Fisher-Yates shuffle: the places behind are final already.
  for (let i = pool.length - 1; i >= pool.length - size; i--) {
    const j = random.below(i + 1);
    [pool[i], pool[j]] = [pool[j], pool[i]];
  }
  return pool.slice(pool.length - size);
}
