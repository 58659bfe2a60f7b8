import { table } from 'arquero';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { twins } from '../../../test/explorer-twins';
import { resolveConfig } from '../train/config';
import { render } from './render';
import { show } from './show';

const text = (x: unknown) => String(render(x)['text/plain']);

/** Characters of the longest text that anything is shown by. */
const BOUND = 120_000;

const cycle: Record<string, unknown> = { a: 1 };
cycle.self = cycle;
const throwing = {
  get a() {
    throw new Error('no');
  },
  b: 2,
};

const revoked = Proxy.revocable({}, {});
revoked.revoke();

test.each<[string, unknown, string]>([
  ['an object', { a: 1, b: 'x' }, "{ a: 1, b: 'x' }"],
  ['objects in objects', { a: { b: { c: { d: 1 } } } }, '{ a: { b: { … } } }'],
  ['a set', new Set([1, 'a']), "Set(2) { 1, 'a' }"],
  ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['no date', new Date(Number.NaN), 'Invalid Date'],
  ['a big integer', 5n, '5n'],
  [
    'an object without prototype',
    Object.assign(Object.create(null), { a: 1 }),
    '[Object: null prototype] { a: 1 }',
  ],
  ['a cycle', cycle, '{ a: 1, self: [Circular] }'],
  ['a getter, which is not called', throwing, '{ a: [Getter], b: 2 }'],
  ['a promise', Promise.resolve(1), '[Promise: write await before it]'],
  ['a function', Math.max, '[Function: max]'],
  ['an error', new RangeError('too far'), 'RangeError: too far'],
  [
    'an object of a class',
    new (class Box {
      size = 3;
    })(),
    'Box { size: 3 }',
  ],
  ['nothing', undefined, 'undefined'],
  ['minus zero', [-0], '[ 0 ]'],
  ['a revoked proxy', revoked.proxy, '[cannot be read]'],
  ['a map of maps', new Map([['a', new Map([['b', 1]])]]), "key  value\na    Map(1) { 'b' => 1 }"],
  ['rows with a getter that throws', [throwing], 'Array [1] of objects'],
])('%s', (_, x, shown) => {
  if (shown.startsWith('Array [')) expect(text(x)).toBe('[ { a: [Getter], b: 2 } ]');
  else expect(text(x)).toBe(shown);
});

test('small numbers are not rounded away beside large ones', () => {
  expect(text(Float64Array.of(0.3, 12345))).toContain('\n0.3, 12,345');
  expect(text(Float64Array.of(1e20, 0.5))).toContain('\n1.000e+20, 0.5');
  expect(text([{ x: 0.3 }, { x: 12345 }])).toBe('     x\n   0.3\n12,345');
});

test('a million numbers: range, mean, and the first ones', () => {
  const shown = text(Float32Array.from({ length: 1_000_000 }, (_, k) => k % 10));
  expect(shown).toMatch(/^Float32Array \[1000000\]: from 0 to 9, mean 4\.5/);
  expect(shown.length).toBeLessThan(500);
  expect(text(new Array(1_000_000).fill(0.5))).toMatch(/^Array \[1000000\]: from 0\.5000 to 0\.5000/);
});

test('arrays of typed arrays: a line each, with its shape', () => {
  const lines = text(Array.from({ length: 30 }, () => new Float32Array(64))).split('\n');
  expect(lines[0]).toBe('Array(30) [');
  expect(lines[1]).toBe('  Float32Array(64) [ 0, 0, 0, 0, 0, 0, 0, 0, ... 56 more items ],');
  expect(lines.at(-2)).toBe('  ... 10 more items');
});

const epoch = { epoch: 3, testBac: 0.5, learningRate: 0.1, loss: 1, testRecall: [], trainRecall: null };
const run = {
  id: 'cifar.ce-imbalanced',
  folder: 'somewhere',
  config: resolveConfig({ preset: 'smoke', seed: 4 }),
  environment: {},
  moves: [],
  history: [epoch],
  best: epoch,
  last: { ...epoch, epoch: 5 },
  embeddings: twins.imbalanced,
};

test('all runs, by their names or in a list: a line each', () => {
  const line = ['cifar.ce-imbalanced', 'smoke', '4', '3 of 5', '50'];
  const cells = (x: unknown) =>
    text(x)
      .split('\n')
      .map((row) => row.trim().split(/ {2,}/));
  expect(cells([run])).toEqual([['Runs'], ['run', 'preset', 'seed', 'best epoch', 'test BAC %'], line]);
  expect(cells({ 'cifar.ce-imbalanced': run }).at(-1)).toEqual(['cifar.ce-imbalanced', ...line]);
  expect(text([twins.imbalanced.train, twins.imbalanced.head])).toMatch(
    /Embedding: 3 inst.*\nClassification layer/,
  );
});

test('what only looks like a table, an embedding or a run is shown as what it is', () => {
  expect(text({ fe: new Float32Array(2), labels: 5, predictions: 1 })).toMatch(/^\{ fe: Float32Array\(2\)/);
  const broken = { numRows: () => 2, columnNames: () => ['a'], get: () => cycle.no as never };
  expect(text({ ...broken, get: () => throwing.a })).toMatch(/^\{\n {2}numRows: \[Function/);
});

test('a list of four billion gaps does not take for ever', () => {
  expect(text(new Array(2 ** 32 - 1))).toMatch(/^Array\(4294967295\) \[/);
});

test('a table that holds anything', () => {
  const columns = { a: [cycle, 1n, new Map([[1, 2]])], b: [Promise.resolve(), Math.max, throwing] };
  expect(text(table(columns))).toBe(
    [
      'a                           b',
      '{ a: 1, self: [Circular] }  [Promise: write await before it]',
      '1n                          [Function: max]',
      'Map(1) { 1 => 2 }           { a: [Getter], b: 2 }',
    ].join('\n'),
  );
});

test.each([
  [{ maxrows: 3 }, /show: got option 'maxrows', expected one of maxRows, caption; perhaps maxRows/],
  [{ maxRows: -1 }, /maxRows = -1, expected a whole number, or Infinity for all rows/],
  [{ maxRows: '3' }, /maxRows: '3'/],
  [{ caption: 3 }, /caption = 3, expected a text/],
  [7, /got 7, expected an object with the options maxRows, caption/],
])('options that there are not are refused: %j', (options, says) => {
  expect(() => show([{ a: 1 }], options as never)).toThrow(says);
});

const anything = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withObjectString: true,
    withTypedArray: true,
    withSparseArray: true,
    withUnicodeString: true,
  }),
  fc.constantFrom<unknown>(cycle, throwing, Math.max, Symbol('s'), new Error('e'), /r/g, new WeakMap()),
);

test('show never throws, and its text stays short, whatever it is given', () => {
  const refuse = (): never => {
    throw new Error('no');
  };
  const hostile = new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse });
  const wrapped = fc.oneof(anything, fc.array(anything), fc.dictionary(fc.string(), anything));
  fc.assert(
    fc.property(wrapped, (x) => {
      const shown = render(x)['text/plain'];
      expect(typeof shown).toBe('string');
      expect((shown as string).length).toBeLessThan(BOUND);
    }),
    { numRuns: 2000 },
  );
  for (const x of [
    'x'.repeat(1e6),
    { a: 'x'.repeat(1e6) },
    [{ ['k'.repeat(1e6)]: 'x'.repeat(1e6) }],
    10n ** 100_000n,
    hostile,
    [hostile],
    { hostile },
  ])
    expect(text(x).length).toBeLessThan(BOUND);
});
