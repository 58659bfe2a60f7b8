import { UserError } from '../errors';
import { checkValue, inWords, oneOf, whole } from '../options';
import type { Embedding, Head } from './embeddings';
import { checkOnce } from './remembered';

/**
 * Throws UserError unless the arrays of `embedding` have the lengths that n, H and C ask for, C >= 2, all values
 * are finite and all labels and predictions are classes.
 */
export function checkEmbedding(where: string, embedding: Embedding): void {
  checkObject(
    where,
    embedding,
    'an embedding with fe, logits and labels',
    'Give one set, as embeddings.train.',
  );
  const { n, H, C, fe, logits, labels, predictions } = embedding;
  checkValue(where, 'n', n, whole());
  checkValue(where, 'H', H, whole(1));
  checkValue(where, 'C', C, whole(1));
  if (C < 2) refuse(where, `C = ${C} classes`, 'at least 2', 'Give an embedding of a classifier.');
  checkArray(where, 'fe', fe, 'Float32Array', n * H, `n * H = ${n} * ${H}`);
  checkArray(where, 'logits', logits, 'Float32Array', n * C, `n * C = ${n} * ${C}`);
  checkArray(where, 'labels', labels, 'Int32Array', n, `n = ${n}`);
  checkArray(where, 'predictions', predictions, 'Int32Array', n, `n = ${n}`);
  checkOnce(embedding, [H, C], [fe, logits, labels, predictions], () => {
    checkClasses(where, 'labels', labels, n, C);
    checkClasses(where, 'predictions', predictions, n, C);
    checkFinite(where, 'fe', fe, H);
    checkFinite(where, 'logits', logits, C);
  });
}

/** Throws UserError unless `head` is sound, finite and of the H and C of `embedding`. */
export function checkHead(
  where: string,
  head: Head,
  embedding: { readonly H: number; readonly C: number },
): void {
  checkObject(where, head, 'a head with W and b', 'Give the classification layer, as embeddings.head.');
  const { kind, H, C, W, b } = head;
  checkValue(where, 'kind', kind, oneOf('linear', 'cosine'));
  checkValue(where, 'H', H, whole(1));
  checkValue(where, 'C', C, whole(1));
  if (H !== embedding.H || C !== embedding.C) {
    const expected = `H = ${embedding.H}, C = ${embedding.C} as in the embedding`;
    refuse(where, `a head with H = ${H}, C = ${C}`, expected, 'Take both from the same network.');
  }
  checkArray(where, 'W', W, 'Float32Array', C * H, `C * H = ${C} * ${H}`);
  if (b) checkArray(where, 'b', b, 'Float32Array', C, `C = ${C}`);
  checkOnce(head, [H, C, Number(kind === 'cosine')], b ? [W, b] : [W], () => {
    checkFinite(where, 'W', W, H);
    if (b) checkFinite(where, 'b', b, C);
  });
}

/** Throws UserError unless both embeddings are sound and of the same H and C. */
export function checkPair(where: string, train: Embedding, test: Embedding): void {
  checkEmbedding(where, train);
  checkEmbedding(where, test);
  if (train.H === test.H && train.C === test.C) return;
  const given = `train H = ${train.H}, C = ${train.C} and test H = ${test.H}, C = ${test.C}`;
  refuse(where, given, 'the same H and C', 'Embed both sets with the same network.');
}

/** Throws UserError unless `embeddings` has train, test and head, sound and of one network. */
export function checkEmbeddings(
  where: string,
  embeddings: { train: Embedding; test: Embedding; head: Head },
): void {
  checkObject(
    where,
    embeddings,
    'embeddings with train, test and head',
    'Give a run, or what importEmbeddings gives.',
  );
  checkPair(where, embeddings.train, embeddings.test);
  checkHead(where, embeddings.head, embeddings.train);
}

/** Throws UserError unless `rows` names one class 0..C-1 for each of the n instances; -1, for none, with `orNone`. */
export function checkClasses(
  where: string,
  name: string,
  rows: Int32Array,
  n: number,
  C: number,
  orNone?: 'orNone',
): void {
  checkArray(where, name, rows, 'Int32Array', n, `n = ${n}`);
  const least = orNone ? -1 : 0;
  const wrong = rows.findIndex((c) => c < least || c >= C);
  if (wrong < 0) return;
  const expected = `a class from 0 to ${C - 1}${orNone ? ', or -1 for none' : ''}`;
  refuse(where, `${name}[${wrong}] = ${rows[wrong]}`, expected, 'Correct the classes.');
}

function checkObject(where: string, value: unknown, expected: string, remedy: string): void {
  if (typeof value !== 'object' || value === null) refuse(where, inWords(value), expected, remedy);
}

/** Throws UserError unless `array` is of that kind and length; `shape` says the length in words. */
export function checkArray(
  where: string,
  name: string,
  array: ArrayLike<number>,
  kind: 'Float32Array' | 'Int32Array',
  length: number,
  shape: string,
): void {
  // By name: an array from another context, a notebook's cell say, is no instance of ours.
  if (Object.prototype.toString.call(array) !== `[object ${kind}]`)
    refuse(where, `${name} = ${inWords(array)}`, `a ${kind}`, `Give ${name} as one.`);
  if (array.length === length) return;
  refuse(where, `${name} of length ${array.length}`, shape, `Give ${name} row by row, without gaps.`);
}

/** Place of the first value that is NaN or infinite; -1 where none is. */
export function firstNotFinite(array: Float32Array): number {
  // A product with 0 is NaN for NaN and infinities alone: one addition a value finds out whether to search. Four sums,
  // as each addition waits for the one before.
  let [a, b, c, d] = [0, 0, 0, 0];
  const last = array.length - (array.length % 4);
  for (let i = 0; i < last; i += 4) {
    a += array[i] * 0;
    b += array[i + 1] * 0;
    c += array[i + 2] * 0;
    d += array[i + 3] * 0;
  }
  for (let i = last; i < array.length; i++) a += array[i] * 0;
  return a + b + c + d === 0 ? -1 : array.findIndex((value) => !Number.isFinite(value));
}

function checkFinite(where: string, name: string, array: Float32Array, width: number): void {
  const at = firstNotFinite(array);
  if (at < 0) return;
  const place = `${name}[${Math.floor(at / width)}, ${at % width}]`;
  refuse(
    where,
    `${place} = ${array[at]}`,
    'finite numbers',
    'The network has diverged: train it with a lower rate.',
  );
}

function refuse(where: string, given: string, expected: string, remedy: string): never {
  throw new UserError({ where, given, expected, remedy });
}
