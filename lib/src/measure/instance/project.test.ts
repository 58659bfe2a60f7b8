import { expect, test } from 'vitest';
import { UserError } from '../../errors';
import { project } from './project';

const head = { kind: 'linear', C: 2, H: 3, W: new Float32Array(6), b: null } as const;
const embed = (rows: number[][], labels: number[]) => ({
  ...{ n: rows.length, H: 3, C: 2, fe: Float32Array.from(rows.flat()), labels: Int32Array.from(labels) },
  logits: new Float32Array(2 * rows.length),
  predictions: Int32Array.from(labels),
});
const corner = (a: number, b: number) => [a, 7, b];
const square = {
  ...{ head, classNames: ['cat', 'dog'] },
  train: embed([corner(0, 0), corner(2, 10)], [0, 1]),
  test: embed([corner(2, 0), corner(0, 10)], [1, 0]),
};

/** Forty points around two centres far apart. */
const pairOfClouds = () => {
  const rows = Array.from({ length: 40 }, (_, i) => [20 * (i % 2) + Math.sin(i), Math.cos(3 * i), 0]);
  const cloud = embed(
    rows,
    rows.map((_, i) => i % 2),
  );
  return { head, classNames: ['cat', 'dog'], train: cloud, test: cloud };
};

test('PCA: the axes of a rectangle are its sides, the long one first, seen from its middle', () => {
  const { train, test: seen, explained } = project(square);
  expect(train.instance).toEqual(Int32Array.of(0, 1));
  const places = [...train.x, ...seen.x];
  expect(seen.instance).toEqual(Int32Array.of(1, 0));
  for (const [k, x] of [-5, 5, 5, -5].entries()) expect(places[k]).toBeCloseTo(x, 10);
  for (const [k, y] of [-1, 1, -1, 1].entries()) expect([...train.y, ...seen.y][k]).toBeCloseTo(y, 10);
  expect(explained?.[0]).toBeCloseTo(100 / 104, 10);
  expect(explained?.[1]).toBeCloseTo(4 / 104, 10);
});

test('as many points of each class as wanted, with their labels and predictions, the same every time', () => {
  const clouds = pairOfClouds();
  const one = project(clouds, { perClass: 5 });
  expect(one.train.labels).toEqual(Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1));
  expect(one.train.labels).toEqual(one.train.instance.map((i) => clouds.train.labels[i]));
  expect(project(clouds, { perClass: 5 })).toEqual(one);
  expect(project(clouds, { perClass: 5, seed: 1 }).train.instance).not.toEqual(one.train.instance);
});

test('UMAP: neighbours stay together, the same every time', () => {
  const clouds = pairOfClouds();
  const { train, explained } = project(clouds, { method: 'umap' });
  expect(explained).toBeNull();
  const middle = (label: number) => {
    const own = [...train.x.keys()].filter((k) => train.labels[k] === label);
    return [train.x, train.y].map((axis) => own.reduce((sum, k) => sum + axis[k], 0) / own.length);
  };
  const away = (k: number, label: number) =>
    Math.hypot(train.x[k] - middle(label)[0], train.y[k] - middle(label)[1]);
  for (const [k, label] of train.labels.entries()) expect(away(k, label)).toBeLessThan(away(k, 1 - label));
  expect(project(clouds, { method: 'umap' }).train.x).toEqual(train.x);
});

test('another method is an error that names the two', () => {
  expect(() => project(square, { method: 'tsne' as 'pca' })).toThrow(UserError);
  expect(() => project(square, { perClass: 0 })).toThrow(/perClass = 0/);
});
