import { describe, expect, it } from 'vitest';
import { resolveConfig, runName } from './config';
import { passedImages } from './cost';
import { knownSize, sizeOf } from './data-size';
import { loadDataset, trainingIndices } from './task';

describe('the setting shapes.ce', () => {
  const config = resolveConfig({
    setting: 'shapes.ce',
    profile: 'last',
    imbalanceRatio: 30,
    imagesPerClass: 60,
    looks: 1,
    seed: 3,
  });

  it('paints as many images as are asked for, and takes a few of the last class', async () => {
    const dataset = await loadDataset(config);
    const { train, test } = dataset;
    expect(sizeOf(dataset)).toEqual(knownSize(config));
    expect([train.n, test.n, train.width]).toEqual([360, 600, 16]);
    const labels = Array.from(trainingIndices(config, train), (position) => train.labels[position]);
    expect([0, 1, 2, 3, 4, 5].map((c) => labels.filter((label) => label === c).length)).toEqual([
      60, 60, 60, 60, 60, 2,
    ]);
    expect(passedImages({ ...config, epochs: 1 }, knownSize(config)!).trained).toBe(302);
  });

  it('lets only the last class have other looks', async () => {
    const wide = await loadDataset({ ...config, looks: 18 });
    const narrow = await loadDataset(config);
    const size = 60 * 16 * 16 * 3;
    expect(narrow.train.pixels.subarray(0, 5 * size)).toEqual(wide.train.pixels.subarray(0, 5 * size));
    expect(narrow.train.pixels.subarray(5 * size)).not.toEqual(wide.train.pixels.subarray(5 * size));
  });

  it('refuses looks and its data set with another setting, and leaves the names of other runs', () => {
    expect(() => resolveConfig({ looks: 3 })).toThrow(/looks: got 3, expected it with shapes/);
    expect(() => resolveConfig({ dataset: 'shapes' })).toThrow(/dataset: got shapes/);
    expect(() => resolveConfig({ setting: 'shapes.ce', looks: 19 })).toThrow(/looks/);
    expect(runName(resolveConfig({ preset: 'paper' }))).toBe('cifar.ce-imbalanced-paper-3c42df29');
  });
});
