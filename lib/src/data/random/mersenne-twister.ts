const SIZE = 624;
const SHIFT = 397;

/**
 * Mersenne Twister MT19937: a stream of 32-bit words with the reference seedings of its inventors, a number
 * (`init_genrand`) or a key of words (`init_by_array`), so that NumPy's legacy streams can be repeated.
 * Source: Matsumoto and Nishimura, ACM TOMACS 8 (1998) 3-30.
 */
export class MersenneTwister {
  private readonly state = new Uint32Array(SIZE);
  private position = SIZE;

  constructor(seed: number | ArrayLike<number>) {
    if (typeof seed === 'number') this.seedByNumber(seed);
    else this.seedByKey(seed);
  }

  /** The next word, 0 <= word < 2^32. */
  nextUint32(): number {
    if (this.position === SIZE) this.twist();
    let word = this.state[this.position++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  private seedByNumber(seed: number): void {
    const { state } = this;
    state[0] = seed;
    for (let i = 1; i < SIZE; i++) state[i] = Math.imul(1812433253, mix(state[i - 1])) + i;
  }

  private seedByKey(key: ArrayLike<number>): void {
    const { state } = this;
    this.seedByNumber(19650218);
    let i = 1;
    const advance = () => {
      if (++i < SIZE) return;
      state[0] = state[SIZE - 1];
      i = 1;
    };
    for (let step = 0; step < Math.max(SIZE, key.length); step++) {
      const j = step % key.length;
      state[i] = (state[i] ^ Math.imul(mix(state[i - 1]), 1664525)) + key[j] + j;
      advance();
    }
    for (let step = 1; step < SIZE; step++) {
      state[i] = (state[i] ^ Math.imul(mix(state[i - 1]), 1566083941)) - i;
      advance();
    }
    state[0] = 0x80000000;
  }

  private twist(): void {
    const { state } = this;
    for (let i = 0; i < SIZE; i++) {
      const word = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
      state[i] = state[(i + SHIFT) % SIZE] ^ (word >>> 1) ^ (word & 1 ? 0x9908b0df : 0);
    }
    this.position = 0;
  }
}

function mix(word: number): number {
  return word ^ (word >>> 30);
}
