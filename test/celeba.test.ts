import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { findCeleba, loadCeleba } from '../lib/src/data';
import type { Dataset } from '../lib/src/data/images';
import { celebaPreprocessing } from '../lib/src/data/sets/celeba';
import { resolveConfig } from '../lib/src/train/config';
import { loadDataset, trainingIndices } from '../lib/src/train/task';
import { sharedFolder } from './shared';

const RECORD = 3073;

const real = process.env.FRAGILITY_CELEBA || sharedFolder('datasets', 'celeba-black-hair-32');
if (!real) console.log('skipped: CelebA is neither in FRAGILITY_CELEBA nor among the shared data sets');

describe.skipIf(!real)('loadCeleba on the real data', () => {
  let celeba: Dataset;
  beforeAll(async () => {
    celeba = await loadCeleba({ folder: real! });
  });

  it('has as many men as women', () => {
    expect([celeba.train.n, celeba.test.n]).toEqual([10_000, 2000]);
    expect(count(celeba.train.labels, 0)).toBe(5000);
    expect(count(celeba.test.labels, 0)).toBe(1000);
  });

  it('has the channel means and spreads of the normalisation', () => {
    const { pixels } = celeba.train;
    const sums = [0, 0, 0];
    const squares = [0, 0, 0];
    for (let i = 0; i < pixels.length; i++) {
      sums[i % 3] += pixels[i];
      squares[i % 3] += pixels[i] ** 2;
    }
    for (const c of [0, 1, 2]) {
      const mean = sums[c] / 10_240_000;
      expect(mean / 255).toBeCloseTo(celebaPreprocessing.mean[c], 4);
      const spread = Math.sqrt(squares[c] / 10_240_000 - mean ** 2);
      expect(spread / 255).toBeCloseTo(celebaPreprocessing.std[c], 4);
    }
  });
});

describe('loadCeleba on folders right and wrong', () => {
  let folder: string;

  /** Black images: the first half men, the second women. */
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'celeba-'));
    await writeFile(join(folder, 'train.bin'), records(5000, 5000));
    await writeFile(join(folder, 'test.bin'), records(1000, 1000));
    vi.stubEnv('FRAGILITY_CELEBA', '');
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  it('looks into FRAGILITY_CELEBA and says what to put there', async () => {
    expect(findCeleba()).toBeNull();
    await expect(loadCeleba()).rejects.toThrow(/CelebA: got no folder.*3073 bytes.*FRAGILITY_CELEBA/);
    vi.stubEnv('FRAGILITY_CELEBA', folder);
    expect(findCeleba()).toBe(folder);
    expect((await loadCeleba()).test.n).toBe(2000);
  });

  it('is the data set of celeba.ce, 5000 men to 250 women', async () => {
    const config = resolveConfig({ setting: 'celeba.ce' });
    const { train } = await loadDataset(config, folder);
    const indices = trainingIndices(config, train);
    expect(indices.length).toBe(5250);
    expect(indices.filter((i) => train.labels[i] === 1).length).toBe(250);
  });

  it('names a missing file', async () => {
    await rm(join(folder, 'test.bin'));
    await expect(loadCeleba({ folder })).rejects.toThrow(/a folder without test\.bin, expected train\.bin/);
  });

  it('names a file of another size', async () => {
    await writeFile(join(folder, 'train.bin'), records(5000, 4999));
    await expect(loadCeleba({ folder })).rejects.toThrow(/train\.bin: got 30726927 bytes, expected 30730000/);
  });

  it('refuses other numbers of men and women', async () => {
    await writeFile(join(folder, 'test.bin'), records(1001, 999));
    await expect(loadCeleba({ folder })).rejects.toThrow(/test\.bin: got 999 images of class women/);
  });
});

function records(men: number, women: number): Uint8Array {
  const bytes = new Uint8Array((men + women) * RECORD);
  for (let i = men; i < men + women; i++) bytes[i * RECORD] = 1;
  return bytes;
}

function count(labels: Iterable<number>, label: number): number {
  return Array.from(labels).filter((given) => given === label).length;
}
