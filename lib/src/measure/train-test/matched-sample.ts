import { Random } from '../../data/random/random';
import { checkEach, checkValue, type Kind, whole } from '../../options';

const generator: Kind<Random> = {
  expected: "a Random, as randomStream(0, 'sample') gives",
  accepts: (value) => value instanceof Random,
};

/**
 * A random sample of `size` different members, in random order, so that sets of unequal size can be compared. Throws
 * UserError unless 1 <= size <= members.length.
 */
export function matchedSample(members: Int32Array, size: number, random: Random): Int32Array {
  checkEach('matchedSample', 'member', members, whole());
  checkValue('matchedSample', 'random', random, generator);
  checkValue('matchedSample', 'size', size, whole(1, members.length));
  return new Sampler(members, size).draw(random);
}

/** Draws sample after sample of the same members, without copying them each time. */
export class Sampler {
  private readonly pool: Int32Array;
  /** The place that each of the last `size` places was swapped with, the last one first. */
  private readonly partners: Int32Array;

  constructor(members: Int32Array, size: number) {
    this.pool = members.slice();
    this.partners = new Int32Array(size);
  }

  /**
   * The first `size` steps of a Fisher-Yates shuffle, which fill the places from the last one down; then the swaps are undone.
   */
  draw(random: Random): Int32Array {
    const { pool, partners } = this;
    const last = pool.length - 1;
    for (let step = 0; step < partners.length; step++) {
      partners[step] = random.below(last - step + 1);
      this.swap(last - step, partners[step]);
    }
    const sample = pool.slice(pool.length - partners.length);
    for (let step = partners.length - 1; step >= 0; step--) this.swap(last - step, partners[step]);
    return sample;
  }

  private swap(i: number, j: number): void {
    const { pool } = this;
    const value = pool[i];
    pool[i] = pool[j];
    pool[j] = value;
  }
}
