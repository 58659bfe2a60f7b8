import { checkEach, checkValue, isList, number, whole } from '../../options';
import { MersenneTwister } from './mersenne-twister';

/** Random numbers from one Mersenne Twister stream. */
export class Random {
  private readonly twister: MersenneTwister;
  private spareNormal: number | null = null;

  /**
   * `seed` as NumPy's `RandomState(seed)` takes it: a number below 2^32, or a key of such words.
   * Throws UserError on another number.
   */
  constructor(seed: number | ArrayLike<number>) {
    if (isList(seed) && seed.length > 0) checkEach('Random', 'seed', seed, whole(0, 2 ** 32 - 1));
    else checkValue('Random', 'seed', seed, whole(0, 2 ** 32 - 1));
    this.twister = new MersenneTwister(seed);
  }

  /** Uniform in [0, 1), 53 random bits. */
  uniform(): number {
    const high = this.twister.nextUint32() >>> 5;
    const low = this.twister.nextUint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** A uniform integer, 0 <= k < n, by masked rejection, hence without bias. Throws UserError unless 1 <= n <= 2^32. */
  below(n: number): number {
    if (!(Number.isInteger(n) && n >= 1 && n <= 2 ** 32))
      checkValue('Random.below', 'n', n, whole(1, 2 ** 32));
    const largest = n - 1;
    if (largest === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(largest);
    let draw = (this.twister.nextUint32() & mask) >>> 0;
    while (draw > largest) draw = (this.twister.nextUint32() & mask) >>> 0;
    return draw;
  }

  /** A standard normal number (polar method: two from each accepted pair). */
  normal(): number {
    const spare = this.spareNormal;
    this.spareNormal = null;
    if (spare !== null) return spare;
    let x = 0;
    let y = 0;
    let square = 0;
    while (square >= 1 || square === 0) {
      x = 2 * this.uniform() - 1;
      y = 2 * this.uniform() - 1;
      square = x * x + y * y;
    }
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    this.spareNormal = y * factor;
    return x * factor;
  }

  /**
   * Shuffles in place: Fisher-Yates from the last place down, the draws of NumPy's legacy `shuffle`, so that
   * `new Random(0)` repeats `numpy.random.seed(0)`.
   */
  shuffle<T extends Int32Array | unknown[]>(items: T): T {
    if (!isList(items))
      checkEach('Random.shuffle', 'items', items, { expected: 'anything', accepts: () => true });
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = items[i];
      items[i] = items[j];
      items[j] = kept;
    }
    return items;
  }

  /** The numbers 0..n-1 in random order. */
  permutation(n: number): Int32Array {
    checkValue('Random.permutation', 'n', n, whole(0, 1e8));
    return this.shuffle(Int32Array.from({ length: n }, (_, i) => i));
  }
}

/**
 * The random numbers for one named purpose, say `randomStream(0, 'shuffle', epoch)`. The same seed and names always
 * give the same numbers, and other names give others, so a resumed run needs no stored generator. Throws UserError
 * unless `seed` is a whole number, at least 0.
 */
export function randomStream(seed: number, ...names: (string | number)[]): Random {
  checkValue('randomStream', 'seed', seed, whole());
  for (const name of names) if (typeof name !== 'string') checkValue('randomStream', 'name', name, number());
  // JSON, not join: it keeps ('ab', 'c') and ('a', 'bc') apart.
  const name = Array.from(JSON.stringify(names), (letter) => letter.codePointAt(0)!);
  return new Random([seed % 2 ** 32, Math.floor(seed / 2 ** 32), ...name]);
}
