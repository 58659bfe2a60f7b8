import { expect, test, vi } from 'vitest';
import { shapes } from '../data/shapes/shapes';
import { UserError } from '../errors';
import type { Run } from './load-run';
import { imagesOfDataset, imagesOfRun } from './run-images';

const runOn = (dataset: string) =>
  ({ config: { dataset }, trainIndex: Int32Array.of(7, 5) }) as unknown as Run;

test('faces of CelebA are never shown, and the error says why', () => {
  expect(() => imagesOfRun(runOn('celeba'))).toThrow(UserError);
  expect(() => imagesOfRun(runOn('celeba'))).toThrow(/licence/);
  expect(() => imagesOfRun(runOn('svhn'))).toThrow(/a run on svhn, expected a run on cifar10/);
});

test('without CIFAR-10 at hand there is no source', () => {
  vi.stubEnv('FRAGILITY_CIFAR10', '/nowhere');
  expect(imagesOfRun(runOn('cifar10'))).toBeNull();
  vi.unstubAllEnvs();
});

test('of a data set in memory a row is its image', async () => {
  const dataset = shapes({ classes: 2, perClass: 3, testPerClass: 2, size: 16 });
  const { train, test: unseen } = dataset;
  const source = imagesOfDataset(dataset);
  const [last] = [await source.train(Int32Array.of(5))];
  expect(last.pixels).toEqual(train.pixels.subarray(5 * 16 * 16 * 3));
  expect((await source.test(Int32Array.of(1, 3))).labels).toEqual(Uint8Array.of(0, 1));
  expect(unseen.n).toBe(4);
});
