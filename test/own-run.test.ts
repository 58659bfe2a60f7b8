import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fromWeights } from '../lib/src/cli/measure-weights';
import { measure } from '../lib/src/measure/measure';
import { extractEmbeddings } from '../lib/src/runs/finish';
import { loadRun } from '../lib/src/runs/load-run';
import { trainRun } from '../lib/src/runs/run';
import { type Overrides, resolveConfig } from '../lib/src/train/config';
import { loadDataset } from '../lib/src/train/task';
import { putPictures } from './own-picture-folder';

// Tiny networks on one's own images, from pictures to numbers.

const home = mkdtempSync(join(tmpdir(), 'own-run-'));
afterAll(() => rmSync(home, { recursive: true }));
let made = 0;
const place = () => join(home, String(made++));

/** Trains one epoch on the pictures of a folder: the run's folder. */
async function trained(images: string, overrides: Overrides = {}): Promise<string> {
  const small = { preset: 'smoke', depth: 8, epochs: 1, imageSize: 8, profile: 'as-is' } as const;
  const own = { setting: 'own.ce', imageSet: 'pictures', imagesPerClass: 1e6 } as const;
  const config = resolveConfig({ ...small, ...own, ...overrides });
  const [dataset, folder] = [await loadDataset(config, images), place()];
  await trainRun(config, dataset, folder);
  await extractEmbeddings(config, dataset, folder);
  return folder;
}

/** Every number in the measures is finite, or absent. */
function expectSound(measures: object): void {
  for (const [name, value] of Object.entries(measures)) {
    if (typeof value === 'number') expect(value, name).not.toBeNaN();
    else if (value !== null && typeof value === 'object') expectSound(value);
  }
}

describe('a network trained on own images', { timeout: 300_000 }, () => {
  it('is measured by its weights as by its run: they say what they were trained on', async () => {
    const images = putPictures(place(), { b: 12, a: 20, c: 16 });
    const folder = await trained(images, { profile: 'step', imbalanceRatio: 3, seed: 2, splitSeed: 5 });
    const run = await loadRun(folder);
    const moved = join(home, 'moved.safetensors');
    copyFileSync(join(folder, 'best.safetensors'), moved);
    const { embeddings, notes, trainIndex, images: how } = await fromWeights(moved, { images });
    expect(embeddings.classNames).toEqual(run.embeddings.classNames);
    expect(trainIndex).toEqual(run.trainIndex);
    for (const set of ['train', 'test'] as const) {
      expect(embeddings[set].labels).toEqual(run.embeddings[set].labels);
      expect(embeddings[set].fe).toEqual(run.embeddings[set].fe);
    }
    expect(notes.join('\n')).toMatch(
      /3:1 in two steps, seed 2 .*, as the file of the weights says; by class 10 10 3/,
    );
    expect(how.training).toMatchObject({ from: 'file', profile: 'step', imbalance: 3, seed: 2 });
    // What is said goes before what the file says; classes keep the order of the run.
    const all = await fromWeights(moved, { images, profile: 'as-is' });
    expect(all.embeddings.train.n).toBe(39);
    expect(all.embeddings.classNames).toEqual(['a', 'c', 'b']);
    const last = await fromWeights(moved, { images, profile: 'last', imbalance: '3' });
    expect(last.notes.join('\n')).toMatch(/3:1 in the last class alone, seed 0 .*by class 10 10 3/);
  });

  it('of a hundred classes, one of them with a single picture, is whole', async () => {
    const images = place();
    const counts = Object.fromEntries(Array.from({ length: 100 }, (_, c) => [`class ${c}`, c === 7 ? 1 : 2]));
    putPictures(join(images, 'train'), counts);
    putPictures(join(images, 'test'), Object.fromEntries(Object.keys(counts).map((name) => [name, 1])));
    const run = await loadRun(await trained(images, { batchSize: 64 }));
    expect([run.embeddings.train.n, run.embeddings.test.n, run.embeddings.head.C]).toEqual([199, 100, 100]);
    expect(run.embeddings.classNames.at(-1)).toBe('class 7');
    const { measures } = measure(run.embeddings);
    expectSound(measures);
    expect(measures.testRecall).toHaveLength(100);
  });

  it('whose last batch is one image is whole', async () => {
    const images = putPictures(place(), { a: 6, b: 6, c: 4 });
    const run = await loadRun(await trained(images, { batchSize: 4 }));
    expect(run.embeddings.train.n).toBe(13);
    expect(run.history[0].loss).toBeGreaterThan(0);
    expectSound(measure(run.embeddings).measures);
  });

  it('is refused in words where a class has no test images, or one picture to be split', async () => {
    await expect(trained(putPictures(place(), { a: 4, b: 1 }))).rejects.toThrow(/no test images of b/);
    const images = place();
    putPictures(join(images, 'train'), { a: 2, b: 2 });
    putPictures(join(images, 'test'), { a: 2 });
    await expect(trained(images)).rejects.toThrow(/no test images of b, expected at least one training/);
  });
});
