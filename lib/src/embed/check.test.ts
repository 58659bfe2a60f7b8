import { expect, it } from 'vitest';
import { embeddingOf, headFrom, toyEmbeddings } from '../../../test/toy-embeddings';
import { UserError } from '../errors';
import { checkEmbedding, checkHead, checkPair } from './check';

const { head, train, test } = toyEmbeddings();

it('accepts what fits together', () => {
  expect(() => checkPair('here', train, test)).not.toThrow();
  expect(() => checkHead('here', head, train)).not.toThrow();
});

it.each([
  [{ fe: train.fe.subarray(1) }, /here: got fe of length 59, expected n \* H = 10 \* 6/],
  [{ logits: new Float32Array(31) }, /logits of length 31/],
  [{ labels: new Int32Array(9) }, /labels of length 9/],
  [{ labels: new Int32Array(10).fill(3) }, /labels\[0\] = 3, expected a class from 0 to 2/],
  [{ predictions: Int32Array.of(0, 1, -1, 0, 0, 0, 0, 0, 0, 0) }, /predictions\[2\] = -1/],
  [{ fe: train.fe.map((value, k) => (k === 8 ? Number.NaN : value)) }, /fe\[1, 2\] = NaN/],
  [{ logits: train.logits.map((z, k) => (k === 29 ? Infinity : z)) }, /logits\[9, 2\] = Infinity/],
])('refuses an embedding with %o', (change, message) => {
  const broken = { ...train, ...change };
  expect(() => checkEmbedding('here', broken)).toThrow(message);
  expect(() => checkEmbedding('here', broken)).toThrow(UserError);
});

it('refuses one class', () => {
  const single = headFrom([[1, 1]], [0]);
  expect(() => checkEmbedding('here', embeddingOf(single, [[1, 2]], [0]))).toThrow(/C = 1 classes/);
});

it('refuses weights of a diverged network and names the place', () => {
  const W = head.W.map((w, k) => (k === 7 ? Number.NaN : w));
  expect(() => checkHead('here', { ...head, W }, train)).toThrow(/W\[1, 1\] = NaN.*diverged/);
  const b = Float32Array.of(0, Number.NEGATIVE_INFINITY, 0);
  expect(() => checkHead('here', { ...head, b }, train)).toThrow(/b\[0, 1\] = -Infinity/);
});

it('refuses a head or a test set of another network', () => {
  expect(() => checkHead('here', { ...head, C: 2 }, train)).toThrow(/H = 6, C = 2, expected H = 6, C = 3/);
  expect(() => checkHead('here', { ...head, b: new Float32Array(2) }, train)).toThrow(/b of length 2/);
  const other = embeddingOf(headFrom([[1], [2]], [0, 0]), [[1]], [1]);
  expect(() => checkPair('here', train, other)).toThrow(/train H = 6, C = 3 and test H = 1, C = 2/);
});
