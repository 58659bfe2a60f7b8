import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Embeddings } from '../lib/src/embed/embeddings';
import { importEmbeddings } from '../lib/src/embed/import';
import { underHead } from '../lib/src/embed/under-head';
import {
  type ContributionOptions,
  type CoverageOptions,
  calibration,
  ceMeans,
  classCounts,
  classMeans,
  classTopKRatio,
  contribution,
  coverage,
  eos,
  type FpMode,
  type FrobeniusOptions,
  fpOverTrain,
  frobenius,
  hitFeatures,
  matchedUnionOfTopK,
  minimalK,
  neuralCollapse,
  type OverlapOptions,
  overlap,
  recall,
  remedies,
  remedyHeads,
  type SufficientOptions,
  smote,
  sufficientFeatures,
  unionOfTopK,
  weightStats,
} from '../lib/src/measure';
import { measure } from '../lib/src/measure/measure';
import reference from './data/measures/expected.json';

/** Expected numbers have twelve significant digits. */
function expectClose(found: unknown, wanted: unknown, place: string, tolerance = 1e-9) {
  if (typeof wanted === 'number') {
    const off = typeof found === 'number' ? Math.abs(found - wanted) : Number.NaN;
    // An expectation a number would take most of the test's time.
    if (!(off <= tolerance * Math.max(1, Math.abs(wanted))))
      expect.fail(`${place}: ${found}, NumPy ${wanted}`);
  } else if (Array.isArray(wanted)) {
    const list = Array.from(found as ArrayLike<unknown>);
    expect(list.length, place).toBe(wanted.length);
    for (const [k, value] of list.entries()) expectClose(value, wanted[k], `${place}[${k}]`, tolerance);
  } else {
    expect(found, place).toBe(wanted);
  }
}

/** Every reading of one quantity: the options in the order of their names, as the reference joins them. */
function everyReading<T>(
  cases: Record<string, T>,
  check: (choices: string[], wanted: T, name: string) => void,
) {
  for (const [name, wanted] of Object.entries(cases)) check(name.split(','), wanted, name);
}

describe.each(['linear', 'cosine'] as const)('NumPy and we agree: %s head', (kind) => {
  const expected = reference[kind];
  const { Ks } = reference;
  let embeddings: Embeddings;

  beforeAll(async () => {
    const file = join(__dirname, 'data', 'measures', `${kind}.npz`);
    embeddings = await importEmbeddings({ file });
    expect(embeddings.head.kind).toBe(kind);
  });

  it('recalls, means of fe and ce, largest weights', () => {
    const { train, test, head } = embeddings;
    expectClose(recall(train), expected.trainRecall, 'train');
    expectClose(recall(test), expected.testRecall, 'test');
    expectClose(classMeans(train), expected.meanFe, 'fe');
    expectClose(ceMeans(train, head, 'raw'), expected.meanCe.raw, 'raw');
    expectClose(ceMeans(train, head, 'normed'), expected.meanCe.normed, 'normed');
    expectClose(weightStats(head).sumTop10, expected.sumTop10, 'S10');
  });

  it('coverage and minimal K in all 48 readings', () => {
    const { train, head } = embeddings;
    expect(Object.keys(expected.coverage).length).toBe(48);
    everyReading(expected.coverage, ([ref, population, bias, units, groupBy], wanted, name) => {
      const options = { ref, population, bias, units, groupBy } as CoverageOptions;
      const found = coverage(train, head, Ks, options);
      expectClose(
        found.map(({ perClass }) => perClass),
        wanted.perClass,
        name,
      );
      expectClose(
        found.map(({ overall }) => overall),
        wanted.overall,
        name,
      );
      const { perClassMean, missing } = minimalK(train, head, options);
      expectClose(perClassMean, wanted.minimalK, `${name}: minimal K`);
      expect(missing, name).toEqual(wanted.missing);
    });
  });

  it('contributions in all 16 readings', () => {
    const { train, head } = embeddings;
    expect(Object.keys(expected.contribution).length).toBe(16);
    everyReading(expected.contribution, ([estimator, population, denominator, units], wanted, name) => {
      const options = { estimator, population, denominator, units } as ContributionOptions;
      const { members, skipped } = contribution(train, head, options);
      expect(
        members.map((ranked) => ranked.map(({ index }) => index)),
        name,
      ).toEqual(wanted.index);
      expectClose(
        members.map((ranked) => ranked.map(({ value }) => value)),
        wanted.value,
        name,
      );
      expect(skipped, name).toEqual(wanted.skipped);
    });
  });

  it('features that describe a class, in all readings', () => {
    const { train, head } = embeddings;
    const { ratio, union, hit, sufficient, expectedMatchedUnion } = expected.describe;
    expectClose(classTopKRatio(train), ratio, 'ratio');
    expect(unionOfTopK(train)).toEqual(union);
    expect(hitFeatures(train)).toEqual(hit);
    everyReading(sufficient, ([bias, units, share], wanted, name) => {
      const options = { bias, units, share: Number(share) } as SufficientOptions;
      expect(sufficientFeatures(train, head, options), name).toEqual(wanted);
    });
    // A mean of 4,000 draws, each within H: their spread is below one feature, that of the mean below 0.016.
    const matched = matchedUnionOfTopK(train, 7, { draws: 4000 });
    for (const [c, mean] of matched.entries())
      expect(Math.abs(mean! - expectedMatchedUnion[c])).toBeLessThan(0.06);
  });

  it('overlaps in all 8 readings', () => {
    expect(Object.keys(expected.overlap).length).toBe(8);
    everyReading(expected.overlap, ([fpMode, trainRow, testRow], wanted, name) => {
      const { perClass } = overlap(embeddings, { fpMode, trainRow, testRow } as OverlapOptions);
      expect(perClass, name).toEqual(wanted);
    });
  });

  it('distances of means in all 8 readings', () => {
    const { train, test } = embeddings;
    expect(Object.keys(expected.frobenius).length).toBe(8);
    everyReading(expected.frobenius, ([fpMode, columns, of], { rows, whole }, name) => {
      const found = frobenius(train, test, { fpMode, columns, train: of } as FrobeniusOptions);
      expectClose(found.rowsTp, rows.tp, name);
      expectClose(found.rowsFp, rows.fp, name);
      expectClose([found.tp, found.fp], [whole.tp, whole.fp], name);
    });
  });

  it.each(['missed', 'predictedAs'] as FpMode[])('test over training means, FP = %s', (fpMode) => {
    const { tp, fp, feature } = fpOverTrain(embeddings.train, embeddings.test, fpMode);
    expect(feature).toEqual(expected.fpOverTrain.feature);
    expectClose(tp, expected.fpOverTrain[`${fpMode},tp` as 'missed,tp'], 'tp');
    expectClose(fp, expected.fpOverTrain[`${fpMode},fp` as 'missed,fp'], 'fp');
  });

  it('neural collapse, calibration and remedies', () => {
    const found = {
      neuralCollapse: neuralCollapse(embeddings),
      calibration: calibration(embeddings.test),
      remedies: remedies(embeddings),
    };
    for (const [quantity, numbers] of Object.entries(found)) {
      const wanted: Record<string, unknown> = expected[quantity as keyof typeof found];
      expect(Object.keys(numbers)).toEqual(Object.keys(wanted));
      for (const [name, value] of Object.entries(numbers)) {
        if (quantity !== 'remedies') expectClose(value, wanted[name], `${quantity}.${name}`);
        else expectClose(Object.values(value), Object.values(wanted[name] as object), `${quantity}.${name}`);
      }
    }
    const measured = measure(embeddings).measures;
    expect(measured).toMatchObject(found);
  });

  it('instances that SMOTE and EOS make, and the layers trained on them and on classes drawn evenly', () => {
    const { train, test, head } = embeddings;
    const [C, H] = [train.C, train.H];
    const made = { smote: smote(train, head), eos: eos(train, head) };
    for (const name of ['smote', 'eos'] as const) {
      expectClose(made[name].fe.subarray(train.n * H), expected.madeUp[name].flat(), name);
      expect(classCounts(made[name])).toEqual(new Array(C).fill(70));
    }
    const heads = remedyHeads(embeddings);
    const tried = remedies(embeddings, { retrain: true });
    for (const name of ['classBalanced', 'smote', 'eos'] as const) {
      const { W, b } = heads[name];
      const rows = Array.from(b!, (bias, c) => [...W.subarray(c * H, (c + 1) * H), bias]);
      // Our layers are kept in float32.
      expectClose(rows, expected.layers[name], name, 1e-6);
      const { predictions } = underHead(embeddings, heads[name]).test;
      expect(tried[name]!.recall).toEqual(recall({ ...test, predictions }));
    }
    for (const name of ['none', 'logitAdjustment', 'tauNormalisation', 'nearestClassMean'] as const) {
      const { predictions } = underHead(embeddings, heads[name]).test;
      expect(tried[name].recall).toEqual(recall({ ...test, predictions }));
    }
  });
});
