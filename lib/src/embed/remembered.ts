import type { Embedding, Head } from './embeddings';

type Numbers = Float32Array | Int32Array;

/** Stands for the numbers that an embedding or a head held when it was last looked at. */
interface Content {
  readonly fingerprint: number;
  /** What was computed of them, the latest of each quantity. */
  readonly results: Map<string, { readonly settings: readonly unknown[]; readonly result: unknown }>;
}

const contents = new WeakMap<Embedding | Head, Content>();

/** What has been looked at in the call that is going on. */
let trusted: readonly (Embedding | Head)[] = [];

/** Does `work` without checking these again: it is synchronous, so that nothing can change them meanwhile. */
export function trusting<T>(owners: readonly (Embedding | Head)[], work: () => T): T {
  const before = trusted;
  trusted = [...before, ...owners];
  try {
    return work();
  } finally {
    trusted = before;
  }
}

/**
 * Runs `check` unless `owner` passed it before with the same numbers: they are typed arrays, which anyone may change in
 * place, so that all of them are read at each call of a measure (one pass, a millisecond a million) and what was
 * computed of others is forgotten.
 */
export function checkOnce(
  owner: Embedding | Head,
  shape: readonly number[],
  arrays: readonly Numbers[],
  check: () => void,
): void {
  if (trusted.includes(owner)) return;
  const fingerprint = arrays.reduce(mixed, shape.reduce(mix, 0));
  if (contents.get(owner)?.fingerprint === fingerprint) return;
  contents.delete(owner);
  check();
  contents.set(owner, { fingerprint, results: new Map() });
}

/**
 * `compute()`, or what it gave when it was last called for the same quantity of the same numbers with the same settings;
 * a head is a setting, too. Both must have passed {@link checkOnce} in this call.
 */
export function remembered<T>(
  owner: Embedding,
  quantity: string,
  settings: readonly unknown[],
  compute: () => T,
): T {
  const results = contents.get(owner)?.results;
  if (!results) return compute();
  const asNow = settings.map((setting) => contents.get(setting as Head) ?? setting);
  const known = results.get(quantity);
  if (known && asNow.every((setting, s) => setting === known.settings[s])) return known.result as T;
  const result = compute();
  results.set(quantity, { settings: asNow, result });
  return result;
}

/**
 * A fingerprint that takes in the bits of all numbers; in four lanes, because each step has to wait for the last one of its
 * lane.
 */
function mixed(so: number, numbers: Numbers): number {
  const words = new Int32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  let [a, b, c, d] = [so, 1, 2, 3];
  const last = words.length - (words.length % 4);
  for (let i = 0; i < last; i += 4) {
    a = mix(a, words[i]);
    b = mix(b, words[i + 1]);
    c = mix(c, words[i + 2]);
    d = mix(d, words[i + 3]);
  }
  for (let i = last; i < words.length; i++) a = mix(a, words[i]);
  return [b, c, d].reduce(mix, a);
}

/** A step of a multiplicative hash. Rotating first lets every bit, a sign bit too, reach the others. */
function mix(hash: number, word: number): number {
  return Math.imul(((hash << 13) | (hash >>> 19)) ^ word, 0x9e3779b1);
}
