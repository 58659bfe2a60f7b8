import { expect, it } from 'vitest';
import { embeddingOf, headFrom } from '../../../../test/toy-embeddings';
import { underHead } from '../../embed/under-head';
import { remedyHeads } from './heads';
import { Neighbours } from './neighbours';
import { eos, smote } from './oversample';
import { remedies } from './remedies';

const head = headFrom(
  [
    [1, 0],
    [0, 1],
  ],
  [0, 0],
);
/** Class 0 at 0, 1, 2, 10 on the first axis; class 1 at 3 and at 40. */
const fe = [0, 1, 2, 10, 3, 40].map((x) => [x, 0]);
const train = embeddingOf(head, fe, [0, 0, 0, 0, 1, 1]);
const madeOf = (set: typeof train) => Array.from({ length: set.n - 6 }, (_, i) => set.fe[(6 + i) * 2]);

it('finds the nearest neighbours, of equals the lower index', () => {
  const neighbours = new Neighbours(train);
  const all = [Int32Array.of(4, 5), Int32Array.of(0, 1, 2, 3)];
  expect(neighbours.nearest(1, all, 3)).toEqual([0, 2, 4]);
  expect(neighbours.nearest(4, all, 9)).toEqual([2, 1, 0, 3, 5]);
  expect(neighbours.nearest(4, [Int32Array.of(4)], 9)).toEqual([]);
});

it('makes instances between those of a class (SMOTE), or from those near others towards them (EOS)', () => {
  const [between, towards] = [smote(train, head), eos(train, head, { neighbours: 1 })];
  expect([...between.labels]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  for (const x of madeOf(between)) expect(x >= 3 && x <= 40).toBe(true);
  // The nearest of 3 is 2, of class 0; the nearest of 40 is 10, of class 0, too.
  for (const x of madeOf(towards)) expect((x >= 2 && x <= 3) || (x >= 10 && x <= 40)).toBe(true);
  expect([...between.predictions.subarray(6)]).toEqual([0, 0]);
  expect(smote(train, head).fe).toEqual(between.fe);
  expect(smote(train, head, { seed: 1 }).fe).not.toEqual(between.fe);
});

it('repeats a lone instance, and those of a class without enemies', () => {
  const lone = embeddingOf(head, [[0, 0], [1, 0], [9, 0]], [0, 0, 1]); // biome-ignore format: one line
  expect(smote(lone, head).fe[6]).toBe(9);
  const far = embeddingOf(head, [[0, 0], [1, 0], [2, 0], [9, 0], [10, 0]], [0, 0, 0, 1, 1]); // biome-ignore format: one line
  expect([9, 10]).toContain(eos(far, head, { neighbours: 1 }).fe[10]);
});

it('puts another layer behind the same features', () => {
  const embeddings = { head, train, test: train, classNames: ['a', 'b'] };
  const heads = remedyHeads(embeddings);
  const adjusted = underHead(embeddings, heads.logitAdjustment);
  expect(adjusted.train.fe).toBe(train.fe);
  expect(heads.logitAdjustment.b![1] - heads.logitAdjustment.b![0]).toBeCloseTo(Math.log(4 / 2), 6);
  // Means are 3.25 and 21.5: the border is at 12.375.
  expect([...underHead(embeddings, heads.nearestClassMean).train.predictions]).toEqual([0, 0, 0, 0, 0, 1]);
  expect(() => underHead(embeddings, { ...head, H: 3 })).toThrow(/H = 3/);
});

it('never predicts a class that it has not seen, and says nothing without training images', () => {
  const absent = { head, train: embeddingOf(head, [[1, 0]], [0]), test: train, classNames: ['a', 'b'] };
  const { logitAdjustment, nearestClassMean } = remedyHeads(absent);
  for (const one of [logitAdjustment, nearestClassMean])
    expect(new Set(underHead(absent, one).test.predictions)).toEqual(new Set([0]));
  const empty = { ...absent, train: embeddingOf(head, [], []) };
  expect(remedies(empty, { retrain: true }).eos).toEqual({ recall: [null, null], bac: null });
  expect(() => remedyHeads(empty)).toThrow(/instances in train = 0/);
});
