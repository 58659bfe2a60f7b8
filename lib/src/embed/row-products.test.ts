import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import wabt from 'wabt';
import { rowProducts, smallProducts } from './row-products';

/** Sums one after another, as they are defined. */
function plainly(x: ArrayLike<number>, rows: ArrayLike<number>, H: number): number[][] {
  return Array.from({ length: x.length / H }, (_, i) =>
    Array.from({ length: rows.length / H }, (_, r) => {
      let sum = 0;
      for (let j = 0; j < H; j++) sum += x[i * H + j] * rows[r * H + j];
      return sum;
    }),
  );
}

function found(x: Float32Array | Float64Array, rows: Float32Array | Float64Array, H: number, n?: number) {
  const all: number[][] = [];
  rowProducts(x, rows, H, (i, products) => (all[i] = Array.from(products)), { n });
  return all;
}

const wave = (length: number) => Array.from({ length }, (_, k) => Math.sin(k * k + 1));

it('gives the products of small matrices', () => {
  expect(found(Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6, 7, 8, 9, 10), 2)).toEqual([
    [17, 23, 29],
    [39, 53, 67],
  ]);
  expect(found(Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6), 2, 1)).toEqual([[17]]);
});

it.each([
  [1, 1, 1],
  [3, 7, 5],
  [64, 8, 2],
  [65, 9, 3],
  [131, 17, 33],
])('gives %i x %i products of %i features to the last bit as a plain loop does', (n, R, H) => {
  const [x, rows] = [wave(n * H), wave(R * H)];
  expect(found(Float64Array.from(x), Float64Array.from(rows), H)).toEqual(plainly(x, rows, H));
  const [x32, rows32] = [Float32Array.from(x), Float32Array.from(rows)];
  expect(found(x32, rows32, H)).toEqual(plainly(x32, rows32, H));
});

it.each([
  [3, 7, 7],
  [131, 20, 33],
])('gives %i x %i products of %i features where the rows are a lower triangle', (n, R, H) => {
  const x = Float64Array.from(wave(n * H));
  const rows = Float64Array.from(wave(R * H), (value, k) => (k % H > Math.floor(k / H) ? 0 : value));
  const all: number[][] = [];
  rowProducts(x, rows, H, (i, products) => (all[i] = Array.from(products)), { part: 'lower' });
  expect(all).toEqual(plainly(x, rows, H));
});

it.each([
  [1, 1],
  [64, 5],
  [131, 33],
])('gives the products of %i rows of %i features with those up to their own', (n, H) => {
  const x = Float64Array.from(wave(n * H));
  const all: number[][] = [];
  rowProducts(x, x, H, (i, products) => (all[i] = Array.from(products.subarray(0, i + 1))), {
    part: 'toOwn',
  });
  expect(all).toEqual(plainly(x, x, H).map((row, i) => row.slice(0, i + 1)));
});

it.each([
  [1, 1, 1],
  [65, 17, 3],
  [131, 33, 33],
])('gives %i x %i products of %i pairs of small whole numbers', (n, R, pairs) => {
  const H = 2 * pairs;
  const small = (length: number) => Int16Array.from(wave(length), (value) => Math.round(5000 * value));
  const [x, rows] = [small(n * H), small(R * H)];
  const all: number[][] = [];
  const write = (block: Int16Array, at: number, i: number) => block.set(x.subarray(i * H, (i + 1) * H), at);
  smallProducts(n, write, rows, H, (i, products) => (all[i] = Array.from(products)));
  expect(all).toEqual(plainly(x, rows, H));
});

it('adds small whole numbers up to the most that 32 bits hold', () => {
  const row = Int16Array.of(32_767, 32_767, -32_767, 1);
  const all: number[][] = [];
  smallProducts(
    1,
    (block, at) => block.set([32_767, 32_767, 1, 0], at),
    row,
    4,
    (_, products) => all.push([...products]),
  );
  expect(all).toEqual([[2 * 32_767 ** 2 - 32_767]]);
});

it('tells of nothing where there are no rows', () => {
  expect(found(new Float32Array(0), Float32Array.of(1, 2), 2)).toEqual([]);
  expect(found(Float32Array.of(1, 2), new Float32Array(0), 2)).toEqual([]);
});

it('has the machine code of row-products.wat (npx vitest run lib/src/embed/row-products -u writes it)', async () => {
  const text = readFileSync(join(__dirname, 'row-products.wat'), 'utf8');
  const { buffer } = (await wabt()).parseWat('row-products.wat', text, { simd: true }).toBinary({});
  const code = Buffer.from(buffer)
    .toString('base64')
    .replace(/.{1,100}/g, (line) => `  '${line}',\n`);
  await expect(
    `/** row-products.wat, assembled; its test writes this file. */\nexport const code = [\n${code}].join('');\n`,
  ).toMatchFileSnapshot('./row-products-code.ts');
});
