import { describe, expect, it } from 'vitest';
import {
  balancedAccuracy,
  ceMeans,
  classMeans,
  classTopKRatio,
  contribution,
  coverage,
  coveragePresets,
  frobenius,
  overlap,
  recall,
  topMembers,
  unionOfTopK,
} from '../lib/src/measure';
import golden from './data/golden.json';
import { toyEmbeddings } from './toy-embeddings';

const { expected } = golden.toy;
const toy = toyEmbeddings();
const { head, train, test } = toy;

/** Rows of numbers to the seven digits of float32 embeddings. */
function expectRows(rows: readonly (Float64Array | null)[], wanted: number[][]) {
  expect(rows.length).toBe(wanted.length);
  for (const [c, row] of rows.entries()) {
    for (const [j, value] of row!.entries()) expect(value).toBeCloseTo(wanted[c][j], 6);
  }
}

describe('golden vectors of the toy network', () => {
  it('predicts as the golden network', () => {
    expect([...train.predictions]).toEqual(golden.toy.predTrain);
    expect([...test.predictions]).toEqual(golden.toy.predTest);
  });

  it('gives the recalls and their mean', () => {
    expect(recall(test)).toEqual(expected.testRecall);
    expect(balancedAccuracy(test)).toBeCloseTo(expected.testBAC, 12);
  });

  it.each(['paper', 'exact'] as const)('gives the coverage, preset %s', (preset) => {
    const wanted = Object.values(preset === 'paper' ? expected.covPaper : expected.covExact);
    const found = coverage(train, head, [1, 2, 3], coveragePresets[preset]);
    expect(found.map(({ perClass }) => perClass)).toEqual(wanted);
  });

  it('gives the class means of fe and ce', () => {
    expectRows(classMeans(train), expected.meanFE);
    expectRows(ceMeans(train, head), expected.meanCE);
  });

  it('gives the class top-2 ratios and their unions', () => {
    expectRows(classTopKRatio(train, 2), expected.classTop2FeRatio);
    expect(unionOfTopK(train, 2)).toEqual(expected.unionTop2);
  });

  it.each(['meanOfRatios', 'ratioOfMeans'] as const)('gives the largest contribution, %s', (estimator) => {
    const { members, skipped } = contribution(train, head, { estimator }, 1);
    const wanted = expected[`topCeContribution_${estimator}`];
    for (const [c, [{ value }]] of members.entries()) expect(value).toBeCloseTo(wanted[c], 6);
    expect(skipped).toEqual([0, 0, 0]);
  });

  // The golden norms take all training instances; on the authors' model only the correct ones fit.
  it('gives the Frobenius norms to all training instances', () => {
    const { tp, fp, nFp } = frobenius(train, test, { train: 'all' });
    expect(tp).toBeCloseTo(expected.fbTP, 6);
    expect(fp).toBeCloseTo(expected.fbFP, 6);
    expect(nFp).toEqual(expected.fpCountPerClass);
  });

  it.each(['pred', 'true'] as const)(
    'gives the overlaps, ce of test instances by their %s row',
    (testRow) => {
      const { perClass } = overlap(toy, { testRow }, 2, 2);
      const { TP, FP } = expected.overlapTop2ofTop2;
      const row = testRow === 'pred' ? 'cePredictedRow' : 'ceTrueRow';
      expect(perClass).toEqual({ feTp: TP.fe, ceTp: TP[row], feFp: FP.fe, ceFp: FP[row] });
    },
  );

  it('gives the sums of the three largest weights', () => {
    const rows = [0, 1, 2].map((c) => Float64Array.from(head.W.subarray(c * head.H, (c + 1) * head.H)));
    const sums = topMembers(rows, 3).map((ranked) => ranked.reduce((sum, { value }) => sum + value, 0));
    for (const [c, sum] of sums.entries()) expect(sum).toBeCloseTo(expected.sumTop3W[c], 6);
  });
});
