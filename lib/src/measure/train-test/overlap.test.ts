import { describe, expect, it } from 'vitest';
import { embeddingOf, headFrom } from '../../../../test/toy-embeddings';
import { fpOverTrain } from './fp-over-train';
import { frobenius } from './frobenius';
import { overlap } from './overlap';
import { splitTpFp } from './tp-fp';

// The first two features decide, the third is silent.
const head = headFrom(
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, -1],
  ],
  [0, 0, 0],
);
const train = embeddingOf(
  head,
  [
    [4, 0, 1],
    [2, 1, 2],
    [0, 5, 3],
  ],
  [0, 0, 1],
);
// Right, missed and right.
const test = embeddingOf(
  head,
  [
    [3, 1, 1],
    [1, 2, 0],
    [0, 4, 0],
  ],
  [0, 0, 1],
);
const embeddings = { head, train, test, classNames: ['a', 'b', 'c'] };

describe('splitTpFp', () => {
  it("takes a class's missed instances as its FP, or those predicted as it", () => {
    expect([...splitTpFp(test).tp]).toEqual([0, -1, 1]);
    expect([...splitTpFp(test).fp]).toEqual([-1, 0, -1]);
    expect([...splitTpFp(test, 'predictedAs').fp]).toEqual([-1, 1, -1]);
    // @ts-expect-error: a mode that does not exist
    expect(() => splitTpFp(test, 'usual')).toThrow(/fpMode: 'usual'.*missed, predictedAs/);
  });
});

describe('overlap', () => {
  it('is null for an empty set, which has no say in the mean', () => {
    // Most frequent of the top 1: train fe 0 and 1; TP fe 0 and 1; FP of class 0 fe 1.
    const found = overlap(embeddings, {}, 1, 1);
    expect(found.perClass.feTp).toEqual([1, 1, null]);
    expect(found.perClass.feFp).toEqual([0, null, null]);
    expect([found.feTp, found.feFp]).toEqual([1, 0]);
    expect([found.nTp, found.nFp]).toEqual([
      [1, 1, 0],
      [1, 0, 0],
    ]);
  });

  it('takes the ce of FP by the mistaken row unless told otherwise', () => {
    expect(overlap(embeddings, {}, 1, 1).perClass.ceFp).toEqual([0, null, null]);
    expect(overlap(embeddings, { testRow: 'true' }, 1, 1).perClass.ceFp).toEqual([1, null, null]);
  });

  it('has no FP overlap when nothing is missed', () => {
    const found = overlap({ ...embeddings, test: train }, {}, 1, 1);
    expect([found.feFp, found.ceFp]).toEqual([null, null]);
    expect(found.feTp).toBe(1);
  });
});

describe('frobenius', () => {
  // Train means (3, 0.5, 1.5) and (0, 5, 3); TP (3, 1, 1) and (0, 4, 0); FP (1, 2, 0) of class 0.
  it('is the norm over the classes that have both sets', () => {
    const found = frobenius(train, test);
    expect(found.rowsTp).toEqual([Math.sqrt(0.5), Math.sqrt(10), null]);
    expect(found.tp).toBeCloseTo(Math.sqrt(10.5), 12);
    expect(found.rowsFp).toEqual([Math.sqrt(4 + 2.25 + 2.25), null, null]);
    expect(found.fp).toBeCloseTo(Math.sqrt(8.5), 12);
    expect(found.nTrain).toEqual([2, 1, 0]);
  });

  it('is null where nothing is missed', () => {
    expect(frobenius(train, train)).toMatchObject({ tp: 0, fp: null, rowsFp: [null, null, null] });
  });

  it('takes the training row over correct instances unless told otherwise', () => {
    const partly = embeddingOf(
      head,
      [
        [4, 0, 0],
        [0, 2, 0],
      ],
      [0, 0],
    );
    expect(frobenius(partly, test).rowsTp[0]).toBeCloseTo(Math.sqrt(3), 12);
    expect(frobenius(partly, test, { train: 'all' }).rowsTp[0]).toBeCloseTo(Math.sqrt(2), 12);
  });

  it("looks at each class's ten largest training features on demand", () => {
    const wide = headFrom([
      [1, ...new Array(10).fill(0)],
      [0, 1, ...new Array(9).fill(0)],
    ]);
    // Feature 10 has the smallest training mean and is the only one that differs.
    const row = [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    const a = embeddingOf(wide, [row], [0]);
    const b = embeddingOf(wide, [[...row.slice(0, 10), 7]], [0]);
    expect(frobenius(a, b).tp).toBe(5);
    expect(frobenius(a, b, { columns: 'trainTop10' }).tp).toBe(0);
  });
});

describe('fpOverTrain', () => {
  it("compares at each class's largest training feature", () => {
    const found = fpOverTrain(train, test);
    expect(found.feature).toEqual([0, 1, null]);
    expect(found.tp).toEqual([1, 0.8, null]);
    expect(found.fp).toEqual([1 / 3, null, null]);
    expect(fpOverTrain(train, test, 'predictedAs').fp).toEqual([null, 2 / 5, null]);
  });

  it('is null where the training mean is 0', () => {
    const silent = { ...train, fe: new Float32Array(9) };
    expect(fpOverTrain(silent, test).tp).toEqual([null, null, null]);
  });
});
