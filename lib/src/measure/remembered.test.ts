import { describe, expect, it } from 'vitest';
import { toyEmbeddings } from '../../../test/toy-embeddings';
import type { Embedding, Head } from '../embed/embeddings';
import { ceMeans, classMeans } from './class/class-means';
import { classTopKRatio } from './class/class-top-k';
import { contribution } from './class/contribution';
import { hitFeatures } from './class/hit-features';
import { recall } from './class/recall';
import { sufficientFeatures } from './class/sufficient-features';
import { coverage } from './instance/coverage';
import { coveragePresets } from './instance/coverage-options';
import { measure } from './measure';

/** The same numbers in objects that no measure has seen. */
function fresh<T extends Embedding | Head>(of: T): T {
  return structuredClone(of);
}

/** Each way to change numbers in place, and what it is done to. */
const changes: readonly [string, (fe: Float32Array) => void][] = [
  ['one number', (fe) => (fe[7] += 1e-6)],
  ['the last number', (fe) => (fe[fe.length - 1] += 1)],
  ['the sign of all', (fe) => fe.set(fe.map((x) => -x))],
  ['the sign of two', (fe) => fe.set(fe.map((x, i) => (i === 0 || i === 4 ? -x - 1 : x)))],
  ['the order', (fe) => fe.reverse()],
  ['two numbers of one lane', (fe) => ([fe[0], fe[4]] = [fe[4] + 1, fe[0]])],
  ['everything, to zero', (fe) => fe.fill(0)],
];

describe('an embedding that is changed in place', () => {
  it.each(changes)('is measured as it is now: %s', (_, change) => {
    const { head, train, test } = structuredClone(toyEmbeddings());
    const classNames = ['a', 'b', 'c'];
    const embeddings = { head, train, test, classNames };
    const before = measure(embeddings).measures;
    change(train.fe);
    const again = { head: fresh(head), train: fresh(train), test: fresh(test), classNames };
    expect(measure(embeddings).measures).toEqual(measure(again).measures);
    expect(measure(embeddings).measures).not.toEqual(before);
    expect(classMeans(train)).toEqual(classMeans(fresh(train)));
    expect(hitFeatures(train, 2)).toEqual(hitFeatures(fresh(train), 2));
  });

  it('is refused again once it is unsound', () => {
    const { train } = structuredClone(toyEmbeddings());
    recall(train);
    train.fe[8] = Number.NaN;
    expect(() => recall(train)).toThrow(/fe\[1, 2\] = NaN/);
    expect(() => recall(train)).toThrow(/fe\[1, 2\] = NaN/);
    train.fe[8] = 1;
    train.labels[3] = 9;
    expect(() => recall(train)).toThrow(/labels\[3\] = 9/);
  });
});

it('a head that is changed in place gives what it gives now', () => {
  const { head, train } = structuredClone(toyEmbeddings());
  const cosine: Head = { ...head, kind: 'cosine', b: null };
  const before = ceMeans(train, cosine, 'normed');
  cosine.W[2] += 3;
  expect(ceMeans(train, cosine, 'normed')).toEqual(ceMeans(train, fresh(cosine), 'normed'));
  expect(ceMeans(train, cosine, 'normed')).not.toEqual(before);
  expect(contribution(train, cosine)).toEqual(contribution(fresh(train), fresh(cosine)));
});

it('other settings and other heads give other results, whichever came last', () => {
  const { head, train } = structuredClone(toyEmbeddings());
  const cosine: Head = { ...head, kind: 'cosine', b: null };
  const other: Head = { ...cosine, W: cosine.W.map((w, i) => (i % 2 ? w : w + 1)) };
  for (let round = 0; round < 2; round++) {
    for (const [K, model] of [
      [1, cosine],
      [2, other],
      [1, other],
    ] as const) {
      expect(classTopKRatio(train, K)).toEqual(classTopKRatio(fresh(train), K));
      expect(ceMeans(train, model, 'normed')).toEqual(ceMeans(fresh(train), fresh(model), 'normed'));
    }
  }
});

it('what is done to a result does not come back', () => {
  const { train } = structuredClone(toyEmbeddings());
  const [first] = classMeans(train);
  const kept = first!.slice();
  first!.fill(99);
  expect(classMeans(train)[0]).toEqual(kept);
});

it('answers the same whatever was asked before, and whatever became of an answer', () => {
  const { head, train } = structuredClone(toyEmbeddings());
  const ask: readonly ((of: Embedding, under: Head) => unknown)[] = [
    (of, under) => coverage(of, under, [1, 2], coveragePresets.exact),
    (of, under) => coverage(of, under, [1, 2], coveragePresets.paper),
    (of, under) => coverage(of, under, [1, 2], { ...coveragePresets.exact, bias: 'none' }),
    (of, under) => sufficientFeatures(of, under, { bias: 'both' }),
    (of, under) => sufficientFeatures(of, under),
    (of, under) => ceMeans(of, under).map((row) => Array.from(row?.fill(0) ?? []).length),
    (of, under) => contribution(of, under),
    (of) => classMeans(of).map((row) => Array.from(row?.fill(0) ?? []).length),
    (of) => classMeans(of),
  ];
  for (const first of ask)
    for (const question of ask) {
      first(train, head);
      expect(question(train, head)).toEqual(question(fresh(train), fresh(head)));
    }
});
