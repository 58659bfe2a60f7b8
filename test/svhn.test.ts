import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageSet } from '../lib/src';
import { findSvhn, loadSvhn } from '../lib/src/data';
import { readBinRecords } from '../lib/src/data/files/records';
import { svhnClasses } from '../lib/src/data/sets/class-names';
import { resolveConfig } from '../lib/src/train/config';
import { loadDataset } from '../lib/src/train/task';
import { matBytes } from './mat-bytes';
import { sharedFolder } from './shared';

const sample = sharedFolder('datasets', 'svhn-sample');
if (!sample) console.log('skipped: the sample of SVHN is not among the shared data sets');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'svhn-'));
  vi.stubEnv('FRAGILITY_SVHN', '');
  vi.stubEnv('FRAGILITY_CACHE', join(folder, 'cache'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true });
});

describe('loadSvhn', () => {
  it('reads rows, columns and channels of the right images, the official 10 as digit 0', async () => {
    await writeBoth(folder, [...ALL_DIGITS, ...ALL_DIGITS]);
    const { train, test } = await loadSvhn({ folder, trainPerClass: 2, testPerClass: 1 });
    expect([train.n, train.height, train.width, test.n]).toEqual([20, 32, 32, 10]);
    expect([...train.labels]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
    expect(train.classNames[train.labels[9]]).toBe('0');
    const pixel = (image: number, row: number, column: number) => [
      ...train.pixels.subarray(((image * 32 + row) * 32 + column) * 3).slice(0, 3),
    ];
    expect(pixel(0, 0, 0)).toEqual([0, 100, 200]);
    expect(pixel(0, 5, 2)).toEqual([25, 125, 225]);
    expect(pixel(7, 2, 5)).toEqual([59, 159, 3]);
    expect(pixel(19, 31, 2)).toEqual([70, 170, 14]);
  });

  it('draws as many of each digit, other ones with another seed, in the official order', async () => {
    await writeBoth(folder, Array.from({ length: 60 }, () => ALL_DIGITS).flat());
    const load = async (seed?: number) =>
      (await loadSvhn({ folder, trainPerClass: 4, testPerClass: 4, seed })).train;
    const first = await load();
    expect(svhnClasses.map((_, digit) => first.labels.filter((label) => label === digit).length)).toEqual(
      new Array(10).fill(4),
    );
    expect(await load(0)).toEqual(first);
    expect((await load(1)).pixels).not.toEqual(first.pixels);
  });

  it.each(['', 'cropped_digits'])('reads the same of Hugging Face’s Parquet files, in %o', async (below) => {
    const few = { trainPerClass: 1, testPerClass: 1 };
    const parquet = await loadSvhn({ folder: join(__dirname, 'data', 'svhn', below), ...few });
    await writeBoth(folder, [...ALL_DIGITS, ...ALL_DIGITS]);
    const { train } = await loadSvhn({ folder, ...few });
    await writeBoth(folder, ALL_DIGITS);
    const { test } = await loadSvhn({ folder, ...few });
    for (const [found, official] of [
      [parquet.train, train],
      [parquet.test, test],
    ]) {
      // biome-ignore format: pairs
      expect([...found.labels]).toEqual([...official.labels]);
      expect(Buffer.compare(found.pixels, official.pixels)).toBe(0);
    }
    vi.stubEnv('FRAGILITY_SVHN', join(__dirname, 'data', 'svhn'));
    expect(findSvhn()).toBe(join(__dirname, 'data', 'svhn'));
    await expect(loadSvhn({ ...few, trainPerClass: 3 })).rejects.toThrow(
      /train-00000.*got 2 images of class 0, expected at least 3 of each class/,
    );
  });

  it('takes no file with too few images of a digit', async () => {
    await writeBoth(folder, [...ALL_DIGITS, 5, 5]);
    await expect(loadDataset(resolveConfig({ setting: 'svhn.ce', preset: 'smoke' }), folder)).rejects.toThrow(
      /train_32x32\.mat: got 1 images of class 0, expected at least 4600/,
    );
  });

  it('looks into FRAGILITY_SVHN, then into the cache', async () => {
    const few = { trainPerClass: 1, testPerClass: 1 };
    expect(findSvhn()).toBeNull();
    await writeBoth(join(folder, 'cache', 'svhn'), ALL_DIGITS);
    expect(findSvhn()).toBe(join(folder, 'cache', 'svhn'));
    expect((await loadSvhn(few)).test.n).toBe(10);
    vi.stubEnv('FRAGILITY_SVHN', join(folder, 'elsewhere'));
    expect(findSvhn()).toBeNull();
    await expect(loadSvhn(few)).rejects.toThrow(/SVHN folder .*elsewhere: got a folder that does not exist/);
  });

  it('downloads what is missing, and says what to do when that fails', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      return new Response('', { status: 404 });
    });
    const expected =
      /train_32x32\.mat: got HTTP status 404, expected a file of 182040794 bytes.*save the file as/;
    await expect(loadSvhn()).rejects.toThrow(expected);
    expect(asked).toEqual(['http://ufldl.stanford.edu/housenumbers/train_32x32.mat']);
  });

  it('names labels that SVHN has not', async () => {
    await writeBoth(folder, [1, 2, 11]);
    await expect(loadSvhn({ folder })).rejects.toThrow(/train_32x32\.mat: got label 11 of image 2/);
  });

  it('names arrays of another shape', async () => {
    const X = { name: 'X', dimensions: [32, 3, 32, 1], values: new Uint8Array(3072) };
    await writeFile(join(folder, 'train_32x32.mat'), matBytes([X]));
    await writeFile(join(folder, 'test_32x32.mat'), matBytes([X]));
    await expect(loadSvhn({ folder })).rejects.toThrow(/got X of 32 x 3 x 32 x 1 and y of nothing/);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %d images of each digit', async (trainPerClass) => {
    await expect(loadSvhn({ folder, trainPerClass })).rejects.toThrow(/trainPerClass: got .*at least 1/);
  });
});

describe.skipIf(!sample)('loadSvhn on real digits', () => {
  it('gives the sample back from the official layout', async () => {
    const bytes = await readFile(join(sample!, 'train.bin'));
    const format = { height: 32, width: 32, classNames: svhnClasses };
    const real = await readBinRecords(sample!, ['train.bin'], format, bytes.length / 3073);
    const official = Array.from(real.labels, (label) => label || 10);
    await writeBoth(folder, official, (i, at) => bytes[i * 3073 + 1 + transposed(at)]);
    const { train } = await loadSvhn({ folder, trainPerClass: 66, testPerClass: 1 });
    expect(train.n).toBe(660);
    // Digit 0 is the rarest, with 66: all of them are drawn, in order.
    expect(imagesOf(train, 0)).toEqual(imagesOf(real, 0));
  });
});

const ALL_DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Pixel (row, column) of channel c in image i has the value row + 10 column + 100 c + i, modulo 256. */
const counted = (i: number, at: number) => (at % 32) + 10 * ((at >> 5) % 32) + 100 * (at >> 10) + i;

/** From a place in column-major planes to the one in row-major planes. */
const transposed = (at: number) => (at & ~1023) + 32 * (at % 32) + ((at >> 5) % 32);

async function writeBoth(into: string, labels: number[], value = counted): Promise<void> {
  const n = labels.length;
  const images = Uint8Array.from({ length: n * 3072 }, (_, k) => value(Math.floor(k / 3072), k % 3072));
  const bytes = matBytes([
    { name: 'X', dimensions: [32, 32, 3, n], values: images },
    { name: 'y', dimensions: [n, 1], values: Uint8Array.from(labels) },
  ]);
  await mkdir(into, { recursive: true });
  for (const file of ['train_32x32.mat', 'test_32x32.mat']) await writeFile(join(into, file), bytes);
}

function imagesOf({ labels, pixels }: Pick<ImageSet, 'labels' | 'pixels'>, digit: number): Buffer[] {
  const found: Buffer[] = [];
  for (let i = 0; i < labels.length; i++)
    if (labels[i] === digit) found.push(Buffer.from(pixels.slice(i * 3072, (i + 1) * 3072)));
  return found;
}
