import type { Embedding, Head } from '../embed/embeddings';
import { UserError } from '../errors';

/** What has passed already: the values are scanned once an object, not once a measure. */
const sound = new WeakSet<Embedding | Head>();

/**
 * Throws UserError unless the arrays of `embedding` have the lengths that n, H and C ask for, C >= 2, all values
 * are finite and all labels and predictions are classes.
 */
export function checkEmbedding(where: string, embedding: Embedding): void {
  if (sound.has(embedding)) return;
  const { n, H, C, fe, logits, labels, predictions } = embedding;
  if (C < 2) refuse(where, `C = ${C} classes`, 'at least 2', 'Give an embedding of a classifier.');
  checkLength(where, 'fe', fe, n * H, `n * H = ${n} * ${H}`);
  checkLength(where, 'logits', logits, n * C, `n * C = ${n} * ${C}`);
  checkClasses(where, 'labels', labels, n, C);
  checkClasses(where, 'predictions', predictions, n, C);
  checkFinite(where, 'fe', fe, H);
  checkFinite(where, 'logits', logits, C);
  sound.add(embedding);
}

/** Throws UserError unless `head` is sound, finite and of the H and C of `embedding`. */
export function checkHead(
  where: string,
  head: Head,
  embedding: { readonly H: number; readonly C: number },
): void {
  const { H, C, W, b } = head;
  if (H !== embedding.H || C !== embedding.C) {
    const expected = `H = ${embedding.H}, C = ${embedding.C} as in the embedding`;
    refuse(where, `a head with H = ${H}, C = ${C}`, expected, 'Take both from the same network.');
  }
  if (sound.has(head)) return;
  checkLength(where, 'W', W, C * H, `C * H = ${C} * ${H}`);
  checkFinite(where, 'W', W, H);
  if (b) checkLength(where, 'b', b, C, `C = ${C}`);
  if (b) checkFinite(where, 'b', b, C);
  sound.add(head);
}

/** Throws UserError unless both embeddings are sound and of the same H and C. */
export function checkPair(where: string, train: Embedding, test: Embedding): void {
  checkEmbedding(where, train);
  checkEmbedding(where, test);
  if (train.H === test.H && train.C === test.C) return;
  const given = `train H = ${train.H}, C = ${train.C} and test H = ${test.H}, C = ${test.C}`;
  refuse(where, given, 'the same H and C', 'Embed both sets with the same network.');
}

/** Throws UserError unless `value` is a whole number from 1 to `most`. */
export function checkCount(where: string, name: string, value: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? 'of at least 1' : `from 1 to ${most}`;
  refuse(where, `${name} = ${value}`, `a whole number ${range}`, `Choose another ${name}.`);
}

/** Throws UserError unless `rows` names one class 0..C-1 for each of the n instances. */
export function checkClasses(where: string, name: string, rows: Int32Array, n: number, C: number): void {
  checkLength(where, name, rows, n, `n = ${n}`);
  const wrong = rows.findIndex((c) => c < 0 || c >= C);
  if (wrong < 0) return;
  refuse(where, `${name}[${wrong}] = ${rows[wrong]}`, `a class from 0 to ${C - 1}`, 'Correct the classes.');
}

function checkLength(
  where: string,
  name: string,
  array: ArrayLike<number>,
  length: number,
  shape: string,
): void {
  if (array.length === length) return;
  refuse(where, `${name} of length ${array.length}`, `${shape}`, `Give ${name} row by row, without gaps.`);
}

function checkFinite(where: string, name: string, array: Float32Array, width: number): void {
  // A product with 0 is NaN for NaN and infinities alone: one addition a value finds out whether to search.
  let zero = 0;
  for (let i = 0; i < array.length; i++) zero += array[i] * 0;
  if (zero === 0) return;
  const at = array.findIndex((value) => !Number.isFinite(value));
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
