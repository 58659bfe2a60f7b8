import { expect, it } from 'vitest';
import type { ImageSet } from '../data/images';
import { classNames } from '../data/sets/class-names';
import { readFeatures } from '../embed/arrow';
import { join } from '../machine';
import { resolveConfig, runName } from './config';
import { chooseRareImages, featuresOfBalancedNetwork } from './rare-images';
import { referenceFolder } from './reference-folder';
import { trainingIndices } from './task';

const labels = Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1, 1);
const base = { n: 9, height: 0, width: 0, pixels: new Uint8Array(), classNames: ['many', 'few'] };
/** Class 1 lies on a line at 0, 1, 3, 7, 15. */
const small: ImageSet = {
  ...base,
  labels,
  features: { H: 1, values: Float32Array.of(9, 9, 9, 9, 0, 1, 3, 7, 15) },
};

it('keeps the largest class and the first image of the others, and chooses the rest', () => {
  const drawn = Int32Array.of(2, 0, 1, 6, 4);
  expect(chooseRareImages(drawn, small, 'random')).toEqual(drawn);
  expect(chooseRareImages(drawn, small, 'alike')).toEqual(Int32Array.of(2, 0, 1, 6, 5));
  expect(chooseRareImages(drawn, small, 'apart')).toEqual(Int32Array.of(2, 0, 1, 6, 8));
  const { features: _, ...bare } = small;
  expect(() => chooseRareImages(drawn, bare, 'alike')).toThrow(/images without features/);
});

it('finds alike and different trucks by the published balanced network', async () => {
  const file = join(referenceFolder(), 'cifar.ce-balanced', 'train.arrow');
  const features = await featuresOfBalancedNetwork();
  const { index } = await readFeatures(file);
  expect([...index].sort((a, b) => a - b)).toEqual([...index.keys()]);
  // Its rows are class after class, 5,000 of each.
  const all = new Uint8Array(index.length);
  for (const [row, image] of index.entries()) all[image] = Math.floor(row / 5000);
  const images = { ...base, n: all.length, labels: all, classNames: classNames.cifar10, features };
  const few = { profile: 'last', imagesPerClass: 500, imbalanceRatio: 10 } as const;
  const chosen = (rareImages: 'random' | 'alike' | 'apart') =>
    trainingIndices(resolveConfig({ ...few, rareImages }), images);
  const [random, alike, apart] = [chosen('random'), chosen('alike'), chosen('apart')];
  for (const set of [alike, apart]) {
    expect(set.subarray(0, 4501)).toEqual(random.subarray(0, 4501));
    expect(new Set(set).size).toBe(4550);
    expect(Array.from(set.subarray(4500), (image) => all[image])).toEqual(new Array(50).fill(9));
  }
  const width = (set: Int32Array) => meanDistance(features, set.subarray(4500));
  expect(width(alike)).toBeLessThan(0.7 * width(random));
  expect(width(apart)).toBeGreaterThan(1.5 * width(random));
});

it('is refused where there is no balanced network, and leaves the names of other runs', () => {
  expect(() => resolveConfig({ setting: 'svhn.ce', rareImages: 'alike' })).toThrow(/rareImages: got alike/);
  expect(() => resolveConfig({ rareImages: 'like' })).toThrow(/rareImages: got "like"/);
  expect(runName(resolveConfig({ preset: 'paper' }))).toBe('cifar.ce-imbalanced-paper-3c42df29');
});

/** Mean Euclidean distance of all pairs. */
function meanDistance(
  { H, values }: { readonly H: number; readonly values: Float32Array },
  images: Int32Array,
): number {
  let sum = 0;
  for (const a of images)
    for (const b of images) {
      let squared = 0;
      for (let h = 0; h < H; h++) squared += (values[a * H + h] - values[b * H + h]) ** 2;
      sum += Math.sqrt(squared);
    }
  return sum / (images.length * (images.length - 1));
}
