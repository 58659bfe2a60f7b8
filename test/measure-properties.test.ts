import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Embedding, Embeddings } from '../lib/src/embed/embeddings';
import { selectInstances } from '../lib/src/embed/select';
import { UserError } from '../lib/src/errors';
import {
  classEmbedding,
  classTopKRatio,
  coverage,
  coveragePresets,
  groupSizes,
  largestAdversary,
  minimalK,
} from '../lib/src/measure';
import type { Measures } from '../lib/src/measure/analysis';
import { measure } from '../lib/src/measure/measure';
import { embeddingFrom, randomEmbeddings } from './random-embeddings';

const any = randomEmbeddings('linear', 'cosine');
const linear = randomEmbeddings('linear');
const populated = any.filter(({ train }) => train.n > 0);

function holds<T>(networks: fc.Arbitrary<T>, property: (network: T) => void) {
  fc.assert(fc.property(networks, property), { numRuns: 100, seed: 4 });
}

/** S_K of every instance, by K - 1: the sum of the K largest of its `ce: [n, H]`. */
function sumsOfLargest(ce: Float64Array, H: number): number[][] {
  const rows = Array.from({ length: ce.length / H }, (_, i) =>
    ce
      .slice(i * H, (i + 1) * H)
      .sort()
      .reverse(),
  );
  return Array.from({ length: H }, (_, k) =>
    rows.map((row) => row.subarray(0, k + 1).reduce((sum, value) => sum + value, 0)),
  );
}

/** Without the one measure that draws samples, which depend on the order of the instances and classes. */
function withoutSamples({ describe, ...rest }: Measures) {
  const { unionMatched, ...counted } = describe;
  return { ...rest, describe: counted };
}

/** Equal but for the rounding of sums that were added up in another order. */
function expectAlike(a: unknown, b: unknown, path = 'measures') {
  if (typeof a === 'number' && typeof b === 'number') {
    expect(Math.abs(a - b), path).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a)));
  } else if (a !== null && typeof a === 'object' && b !== null && typeof b === 'object') {
    expect(Object.keys(a), path).toEqual(Object.keys(b));
    for (const key of Object.keys(a)) expectAlike(Reflect.get(a, key), Reflect.get(b, key), `${path}.${key}`);
  } else {
    expect(a, path).toBe(b);
  }
}

function reversed(embedding: Embedding): Embedding {
  const order = Array.from({ length: embedding.n }, (_, i) => embedding.n - 1 - i);
  const { H, C } = embedding;
  const rows = (values: Float32Array, width: number) =>
    Float32Array.from(order.flatMap((i) => [...values.subarray(i * width, (i + 1) * width)]));
  const pick = (values: Int32Array) => Int32Array.from(order, (i) => values[i]);
  const { fe, logits, labels, predictions } = embedding;
  return {
    ...embedding,
    fe: rows(fe, H),
    logits: rows(logits, C),
    labels: pick(labels),
    predictions: pick(predictions),
  };
}

describe('measure, of any network', () => {
  it('is plain data without NaN, one entry a class', () => {
    holds(any, (embeddings) => {
      const { measures, nTrain } = measure(embeddings);
      expect(JSON.parse(JSON.stringify(measures))).toEqual(measures);
      for (const list of [measures.trainRecall, measures.meanCe.top, measures.frobenius.rowsFp, nTrain])
        expect(list.length).toBe(embeddings.head.C);
    });
  });

  it('is null exactly where a class has no training, correct or missed instances', () => {
    holds(any, (embeddings) => {
      const { train, test, head } = embeddings;
      const { measures, nTrain, nTest } = measure(embeddings);
      const isCorrect = (label: number, prediction: number) => label === prediction;
      const tp = groupSizes(selectInstances(test, isCorrect).labels, head.C);
      const trainTp = groupSizes(selectInstances(train, isCorrect).labels, head.C);
      for (let c = 0; c < head.C; c++) {
        const absent = nTrain[c] === 0;
        expect(measures.trainRecall[c] === null).toBe(absent);
        expect(measures.meanFe.top[c] === null).toBe(absent);
        expect(measures.classTopK.index[c] === null).toBe(absent);
        expect(measures.describe.hit[c] === null).toBe(absent);
        expect(measures.overlap.perClass.ceFp[c] === null).toBe(absent || nTest[c] === tp[c]);
        expect(measures.overlap.perClass.feTp[c] === null).toBe(absent || tp[c] === 0);
        expect(measures.frobenius.rowsFp[c] === null).toBe(trainTp[c] === 0 || nTest[c] === tp[c]);
      }
    });
  });

  it('does not depend on the order of the instances', () => {
    holds(linear, (embeddings) => {
      const turned = { ...embeddings, train: reversed(embeddings.train), test: reversed(embeddings.test) };
      expectAlike(withoutSamples(measure(embeddings).measures), withoutSamples(measure(turned).measures));
    });
  });

  it('refuses a NaN or an infinity anywhere, and names its place', () => {
    const place = fc.tuple(
      populated,
      fc.constantFrom('W', 'fe', 'logits'),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
      fc.nat(),
    );
    holds(place, ([embeddings, name, value, at]) => {
      const { head, train } = embeddings;
      const target = name === 'W' ? head.W : name === 'fe' ? train.fe : train.logits;
      const broken = target.slice();
      const k = at % broken.length;
      broken[k] = value;
      const network: Embeddings =
        name === 'W'
          ? { ...embeddings, head: { ...head, W: broken } }
          : { ...embeddings, train: { ...train, [name]: broken } };
      const width = name === 'logits' ? head.C : head.H;
      expect(() => measure(network)).toThrow(UserError);
      expect(() => measure(network)).toThrow(`${name}[${Math.floor(k / width)}, ${k % width}] = ${value}`);
    });
  });
});

describe('class embeddings, of any network', () => {
  it('sum to the logit less its bias, or to the cosine', () => {
    holds(populated, ({ head, train }) => {
      const ce = classEmbedding(train, head, train.labels, 'normed');
      for (let i = 0; i < train.n; i++) {
        const sum = ce.subarray(i * head.H, (i + 1) * head.H).reduce((a, b) => a + b, 0);
        const c = train.labels[i];
        expect(sum + (head.b?.[c] ?? 0)).toBeCloseTo(train.logits[i * head.C + c], 5);
      }
    });
  });

  it('in normed units do not change when fe and W of a cosine head are scaled', () => {
    holds(randomEmbeddings('cosine'), (embeddings) => {
      const { head, train, test } = embeddings;
      const W = head.W.map((w, k) => w * 2 ** (Math.floor(k / head.H) - 1));
      const scaledHead = { ...head, W };
      const scaled = (e: Embedding) =>
        embeddingFrom(
          scaledHead,
          e.fe.map((x, k) => x * 2 ** (Math.floor(k / e.H) % 3)),
          e.labels,
        );
      const other = { ...embeddings, head: scaledHead, train: scaled(train), test: scaled(test) };
      const [before, after] = [measure(embeddings).measures, measure(other).measures];
      expect(after.coverage.exact).toEqual(before.coverage.exact);
      expect(after.contribution.exact).toEqual(before.contribution.exact);
      expect(after.meanCeNormed).toEqual(before.meanCeNormed);
      expect(after.describe.sufficient).toEqual(before.describe.sufficient);
    });
  });
});

describe('coverage and minimal K, of any network', () => {
  it('at K = H, preset exact, covers the correct instances whose logit stands alone', () => {
    holds(linear, ({ head, train }) => {
      const [{ perClass }] = coverage(train, head, [head.H], coveragePresets.exact);
      const bar = largestAdversary(train, train.labels);
      const correct = selectInstances(train, (label, prediction) => label === prediction);
      const alone = selectInstances(train, (y, _, i) => train.logits[i * head.C + y] > bar[i]);
      const sizes = groupSizes(correct.labels, head.C);
      const counts = groupSizes(alone.labels, head.C);
      expect(perClass).toEqual(sizes.map((size, c) => (size === 0 ? null : counts[c] / size)));
    });
  });

  it('agree: k* is the first K whose sum exceeds the bar', () => {
    holds(populated, ({ head, train }) => {
      const bar = largestAdversary(train, train.predictions);
      const sums = sumsOfLargest(classEmbedding(train, head, train.predictions), head.H);
      const { k, missing } = minimalK(train, head);
      expect([...k]).toEqual([...bar].map((b, i) => sums.findIndex((S) => S[i] > b) + 1));
      expect(missing.reduce((a, b) => a + b)).toBe(k.filter((first) => first === 0).length);
      const Ks = sums.map((_, K) => K + 1);
      const overall = coverage(train, head, Ks).map((one) => one.overall);
      expect(overall).toEqual(sums.map((S) => S.filter((sum, i) => sum > bar[i]).length / train.n));
    });
  });
});

describe('class top-K, of any network', () => {
  it('has shares that sum to K, and a union from K to H that smaller samples do not exceed', () => {
    holds(populated, (embeddings) => {
      const { head, train } = embeddings;
      const K = Math.min(3, head.H);
      const { union, unionMatched, hit } = measure(embeddings, { topK: K }).measures.describe;
      for (const [c, row] of classTopKRatio(train, K).entries()) {
        if (!row) continue;
        expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(K, 9);
        expect(union[c]).toBe(row.filter((share) => share > 0).length);
        expect(union[c]!).toBeGreaterThanOrEqual(K);
        expect(unionMatched[c]!).toBeLessThanOrEqual(union[c]!);
        expect(hit[c]!).toBeLessThanOrEqual(head.H - K + 1);
      }
    });
  });
});
