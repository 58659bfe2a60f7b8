/** A seeded source of random numbers (mulberry32), the same for the same words. */
export function randomOf(...words) {
  let state = 0x9e3779b9;
  for (const character of words.join(' ')) state = Math.imul(state ^ character.codePointAt(0), 0x01000193);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, below: (n) => Math.floor(next() * n), of: (list) => list[Math.floor(next() * list.length)] };
}

/** Numbers that sizes and counts are set to: none, small, negative, and far too many. */
const EXTREMES = [0, 1, 2, 7, 255, 65535, 2 ** 20, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1].map(BigInt);
const LARGE = [2n ** 33n, 2n ** 40n, 2n ** 53n, 2n ** 62n, 2n ** 63n, 2n ** 64n - 1n];

const CHANGES = {
  flip(bytes, random) {
    const changed = Buffer.from(bytes);
    for (let k = 1 + random.below(6); k > 0; k--) changed[random.below(bytes.length)] ^= 1 << random.below(8);
    return changed;
  },
  bytes(bytes, random) {
    const changed = Buffer.from(bytes);
    const at = random.below(bytes.length);
    for (let k = at; k < Math.min(bytes.length, at + 1 + random.below(16)); k++)
      changed[k] = random.below(256);
    return changed;
  },
  truncate: (bytes, random) => Buffer.from(bytes.subarray(0, random.below(bytes.length))),
  length(bytes, random) {
    const changed = Buffer.from(bytes);
    for (let k = 1 + random.below(2); k > 0; k--) {
      const width = random.of([1, 2, 4, 4, 8, 8]);
      if (bytes.length < width) continue;
      const value =
        random.of(width === 8 ? [...EXTREMES, ...LARGE] : EXTREMES) & (2n ** BigInt(8 * width) - 1n);
      const at = random.below(bytes.length - width + 1);
      // Fields mostly lie at multiples of their width.
      const place = random.next() < 0.7 ? at - (at % width) : at;
      for (let b = 0; b < width; b++) changed[place + b] = Number((value >> BigInt(8 * b)) & 255n);
    }
    return changed;
  },
  splice(bytes, random, other) {
    const [to, from] = [random.below(bytes.length), random.below(other.length)];
    return Buffer.concat([bytes.subarray(0, to), other.subarray(from)]);
  },
  duplicate(bytes, random) {
    const [start, at] = [random.below(bytes.length), random.below(bytes.length)];
    const part = bytes.subarray(start, start + 1 + random.below(256));
    return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);
  },
  remove(bytes, random) {
    const at = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(64))]);
  },
  text(bytes, random) {
    const text = bytes.toString('latin1');
    const tokens = [...text.matchAll(/"[^"]*"|-?\d+(?:\.\d+)?|true|false|null|[[\]{}]/g)];
    if (tokens.length === 0) return CHANGES.flip(bytes, random);
    const { 0: token, index } = random.of(tokens);
    const put = random.of([
      'null',
      '-1',
      '1e999',
      '0.5',
      '"x"',
      '[]',
      '{}',
      '9007199254740993',
      'NaN',
      '',
      '"__proto__"',
    ]);
    return Buffer.from(text.slice(0, index) + put + text.slice(index + token.length), 'latin1');
  },
};

/** The bytes, changed in one to three ways; `other` is what parts are spliced from. */
export function mutate(bytes, other, random) {
  let changed = bytes;
  for (let k = random.of([1, 1, 1, 2, 3]); k > 0 && changed.length > 0; k--) {
    changed = random.of(Object.values(CHANGES))(changed, random, other);
  }
  return changed;
}
