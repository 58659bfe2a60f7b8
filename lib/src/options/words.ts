import { closest, distance } from 'fastest-levenshtein';

/** A value in a few words, as an error names it: `0.5`, `'paper'`, `a list of 3`, `an object`. */
export function inWords(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 60)}…` : value}'`;
  if (typeof value === 'function') return 'a function';
  if (isList(value)) return `a list of ${value.length}`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** A named value: `K = 0`, `fpMode: 'usual'`. */
export function namedValue(name: string, value: unknown): string {
  return typeof value === 'string' ? `${name}: ${inWords(value)}` : `${name} = ${inWords(value)}`;
}

/** The word that was probably meant, by the fewest letters to change; null where most of them would have to be. */
export function nearestWord(word: string, words: readonly string[]): string | null {
  if (words.length === 0) return null;
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const at = words.map(plain).indexOf(closest(plain(word), words.map(plain)));
  return distance(plain(word), plain(words[at])) <= word.length / 2 ? words[at] : null;
}

/** Whether it is an array or a typed array. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
