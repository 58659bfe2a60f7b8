import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { findCifar10, loadCifar10, subset } from '../lib/src/data';
import type { Dataset } from '../lib/src/data/images';
import { cifar10ImagesAt, cifar10Preprocessing } from '../lib/src/data/sets/cifar10';
import { sharedFolder } from './shared';

const FILES = [...[1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`), 'test_batch.bin'];

const real = process.env.FRAGILITY_CIFAR10 || sharedFolder('datasets', 'cifar-10-batches-bin');
if (!real)
  console.log('skipped: the real CIFAR-10 is neither in FRAGILITY_CIFAR10 nor among the shared data sets');

describe.skipIf(!real)('loadCifar10 on the real data', () => {
  let cifar: Dataset;
  beforeAll(async () => {
    cifar = await loadCifar10({ folder: real! });
  });

  it('has 5000 and 1000 images of each class, in the official order', () => {
    expect(countLabels(cifar.train.labels)).toEqual(new Array(10).fill(5000));
    expect(countLabels(cifar.test.labels)).toEqual(new Array(10).fill(1000));
    // frog truck truck deer automobile ...; cat ship ship airplane frog ...
    expect([...cifar.train.labels.slice(0, 10)]).toEqual([6, 9, 9, 4, 1, 1, 2, 7, 8, 3]);
    expect([...cifar.test.labels.slice(0, 10)]).toEqual([3, 8, 8, 0, 6, 6, 1, 6, 3, 1]);
  });

  it('gives single images without reading the rest', async () => {
    vi.stubEnv('FRAGILITY_CIFAR10', real!);
    const three = await cifar10ImagesAt('train', [49_999, 0, 10_000]);
    vi.unstubAllEnvs();
    expect(three).toEqual(subset(cifar.train, [49_999, 0, 10_000]));
  });

  it('has the channel means of the normalisation', () => {
    const sums = [0, 0, 0];
    for (let i = 0; i < cifar.train.pixels.length; i++) sums[i % 3] += cifar.train.pixels[i];
    const means = sums.map((sum) => sum / (50_000 * 1024 * 255));
    for (const c of [0, 1, 2]) expect(means[c]).toBeCloseTo(cifar10Preprocessing.mean[c], 4);
  });
});

describe('loadCifar10 on folders right and wrong', () => {
  let above: string;
  let folder: string;

  /** Six files of the right size, all airplanes, all black; they take no room on the disk. */
  beforeEach(async () => {
    above = await mkdtemp(join(tmpdir(), 'cifar-'));
    folder = join(above, 'cifar-10-batches-bin');
    await mkdir(folder);
    for (const file of FILES) {
      await writeFile(join(folder, file), '');
      await truncate(join(folder, file), 30_730_000);
    }
    vi.stubEnv('FRAGILITY_CIFAR10', '');
    vi.stubEnv('FRAGILITY_CACHE', join(above, 'nothing'));
    vi.stubEnv('FRAGILITY_CIFAR10_MODIFIED', '1');
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(above, { recursive: true });
  });

  it('gives no single images where it is not at hand', async () => {
    expect(await cifar10ImagesAt('test', [0])).toBeNull();
  });

  it('takes the folder above, too', async () => {
    const { train, test } = await loadCifar10({ folder: above });
    expect([train.n, test.n, train.height, train.width]).toEqual([50_000, 10_000, 32, 32]);
  });

  /** The folder's files, `content` each, as an archive and nothing else. */
  async function pack(content: string): Promise<string> {
    const archive = join(above, 'cifar-10-binary.tar.gz');
    for (const file of FILES) await writeFile(join(folder, file), content);
    execFileSync('tar', ['-czf', archive, '-C', above, 'cifar-10-batches-bin']);
    await rm(folder, { recursive: true });
    return archive;
  }

  it('takes the archive, too, and unpacks it beside itself', async () => {
    const archive = await pack('cut');
    await expect(loadCifar10({ folder: archive })).rejects.toThrow(
      `${join(folder, 'data_batch_1.bin')}: got 3 bytes, expected 30730000 bytes`,
    );
  });

  it.each([
    ['the cache', 'FRAGILITY_CACHE', ''],
    ['a folder that is named', 'FRAGILITY_CIFAR10', ''],
    ['an archive that is named', 'FRAGILITY_CIFAR10', 'cifar-10-binary.tar.gz'],
  ])('finds the archive in %s, and unpacks it when images are wanted', async (_, name, file) => {
    const archive = await pack('cut');
    vi.stubEnv(name, join(above, file));
    expect(findCifar10()).toBe(archive);
    await expect(cifar10ImagesAt('test', [0])).rejects.toThrow(/test_batch.bin, record 0: got 3 bytes/);
    expect(findCifar10()).toBe(folder);
  });

  it('looks into FRAGILITY_CIFAR10, then into the cache', async () => {
    expect(findCifar10()).toBeNull();
    vi.stubEnv('FRAGILITY_CACHE', above);
    expect(findCifar10()).toBe(folder);
    expect((await loadCifar10()).test.n).toBe(10_000);
    vi.stubEnv('FRAGILITY_CIFAR10', join(above, 'elsewhere'));
    expect(findCifar10()).toBeNull();
    await expect(loadCifar10()).rejects.toThrow(/elsewhere: got a folder that does not exist/);
  });

  it('refuses other images than the official ones, and remembers what it found', async () => {
    vi.stubEnv('FRAGILITY_CIFAR10_MODIFIED', '');
    const message = /got other bytes in data_batch_1\.bin, .*test_batch\.bin, expected the official files/;
    await expect(loadCifar10({ folder })).rejects.toThrow(message);
    const memory = await readFile(join(above, 'nothing', '.checksums.json'), 'utf8');
    expect(Object.keys(JSON.parse(memory))).toEqual(FILES.map((file) => join(folder, file)));
    vi.stubEnv('FRAGILITY_CIFAR10', folder);
    await expect(cifar10ImagesAt('test', [0])).rejects.toThrow(message);
  });

  it('names a truncated file', async () => {
    await truncate(join(folder, 'test_batch.bin'), 30_729_999);
    await expect(loadCifar10({ folder })).rejects.toThrow(
      /test_batch\.bin: got 30729999 bytes, expected 30730000 bytes/,
    );
  });

  it('names a missing file', async () => {
    await rm(join(folder, 'data_batch_3.bin'));
    await expect(loadCifar10({ folder })).rejects.toThrow(
      /a folder without data_batch_3\.bin, expected the binary/,
    );
  });

  it('names a damaged file', async () => {
    await writeFile(join(folder, 'data_batch_2.bin'), new Uint8Array([10]), { flag: 'r+' });
    await expect(loadCifar10({ folder })).rejects.toThrow(/data_batch_2\.bin, record 0: got label 10/);
  });
});

function countLabels(labels: Iterable<number>): number[] {
  const counts = new Array(10).fill(0);
  for (const label of labels) counts[label]++;
  return counts;
}
