import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type MeasureCommandOptions, measureCommand } from '../lib/src/cli/measure';
import type { ImageSet } from '../lib/src/data/images';
import { resnet } from '../lib/src/model/architecture';
import { saveCheckpoint } from '../lib/src/model/checkpoint';
import { headOf } from '../lib/src/model/head';
import { initialise } from '../lib/src/model/initialise';
import { RunFolder } from '../lib/src/runs/run-folder';
import { resolveConfig } from '../lib/src/train/config';
import { embeddingFrom } from './random-embeddings';

const network = initialise(resnet(8, 10), 1);

/** As many images of each class as CIFAR-10 has, of one pixel, which is the image's number. */
function images(perClass: number): ImageSet {
  const n = 10 * perClass;
  const labels = Uint8Array.from({ length: n }, (_, i) => i % 10);
  const pixels = new Uint8Array(new Uint32Array(Array.from({ length: n }, (_, i) => i)).buffer).filter(
    (_, k) => k % 4 < 3,
  );
  return { n, height: 1, width: 1, pixels, labels, classNames: [...'abcdefghij'] } as ImageSet;
}

vi.mock('../lib/src/train/task', async (original) => ({
  ...(await original<object>()),
  loadDataset: async () => ({ train: images(5000), test: images(10), preprocessing: {} }),
}));
vi.mock('../lib/src/embed/extract', () => ({
  embed: async (_: unknown, { n, labels }: ImageSet) =>
    embeddingFrom(headOf(network), new Float32Array(64 * n).fill(0.5), Int32Array.from(labels)),
}));

const folder = mkdtempSync(join(tmpdir(), 'fragility-weights-'));
const weights = join(folder, 'w.safetensors');
const json = join(folder, 'report.json');
beforeAll(() => saveCheckpoint(weights, network));
afterAll(() => rmSync(folder, { recursive: true }));

let printed = '';
beforeEach(() => {
  printed = '';
  vi.spyOn(console, 'log').mockImplementation((text: string) => {
    printed += `${text}\n`;
  });
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

const measured = async (more: MeasureCommandOptions) => {
  await measureCommand({ weights, data: 'd', setting: 'cifar.ce', k: '1', json, ...more });
  return JSON.parse(readFileSync(json, 'utf8')).nTrain;
};

describe('fragility measure --weights', () => {
  it('says which training images it took, and takes others if told', async () => {
    expect((await measured({})).at(-1)).toBe(50);
    expect(printed).toMatch(/images: 12,406, 100:1, seed 0 \(--imbalance, --seed\); by class\s+5,000/);
    expect((await measured({ seed: '3', imbalance: '10' })).at(-1)).toBe(500);
    expect(printed).toMatch(/10:1, seed 3/);
    expect((await measured({ balance: 'balanced' })).at(-1)).toBe(5000);
    expect(printed).toMatch(/images: 50,000, all classes alike/);
  });

  it('takes those that a run’s config.json beside the file says, unless it is told', async () => {
    const run = new RunFolder(join(folder, 'run'));
    const file = run.file('best.safetensors');
    const config = resolveConfig({ setting: 'cifar.ce', seed: 3, imbalanceRatio: 10 });
    await run.claim(config, {});
    await saveCheckpoint(file, network);
    expect((await measured({ weights: file })).at(-1)).toBe(500);
    expect(printed).toMatch(/10:1, seed 3 \(--imbalance, --seed\), as the file of the\s+weights says;/);
    expect(JSON.parse(readFileSync(json, 'utf8')).images.training).toMatchObject({ from: 'file', seed: 3 });
    expect((await measured({ weights: file, seed: '3' })).at(-1)).toBe(50);
    // Of another setting it says nothing.
    expect((await measured({ weights: file, setting: 'cifar.focal' })).at(-1)).toBe(50);
    writeFileSync(run.file('config.json'), '{"hidden_size": 768}');
    expect((await measured({ weights: file })).at(-1)).toBe(50);
  });

  it('takes those that a list names', async () => {
    const list = join(folder, 'list.json');
    writeFileSync(list, JSON.stringify(Array.from({ length: 30 }, (_, i) => i)));
    expect(await measured({ trainList: list })).toEqual(new Array(10).fill(3));
    expect(printed).toMatch(/images: 30, those of .*list\.json\s+\(--train-list\)/s);
    writeFileSync(list, '[50000]');
    await expect(measured({ trainList: list })).rejects.toThrow(/position = 50000|50000/);
  });

  it('says where it knows nothing of its training images', async () => {
    await measured({});
    expect(printed).toMatch(/Mean recall of the training images is 10\.0 %, and chance\s+is 10\.0 %/);
  });

  it('normalises as it is told, says so, and keeps it in the JSON', async () => {
    await measured({ normalise: 'imagenet' });
    expect(printed).toMatch(/mean 0\.485,0\.456,0\.406 and deviation\s+0\.229,0\.224,0\.225\s+\(imagenet/);
    const imagenet = { name: 'imagenet', mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
    expect(JSON.parse(readFileSync(json, 'utf8')).normalisation).toEqual(imagenet);
    await measured({ normalise: '0.1,0.2,0.3/1,2,3' });
    expect(JSON.parse(readFileSync(json, 'utf8')).normalisation.std).toEqual([1, 2, 3]);
  });

  it.each<[MeasureCommandOptions, RegExp]>([
    [
      { normalise: 'cifra' },
      /--normalise: got "cifra", expected cifar, imagenet, 0\.5, none, 0-255, or three means.* for example, cifar\./,
    ],
    [{ normalise: '1,2,3/1,0,1' }, /expected .* three deviations above 0/],
    [{ normalise: '1,2/1,2,3' }, /three means/],
    [{ seed: 'one' }, /seed: got "one", expected a number/],
    [{ imbalance: '0.5' }, /imbalanceRatio: got 0\.5, expected a number from 1/],
    [{ balance: 'balanced', seed: '1' }, /got --seed with --balance balanced/],
    [{ balance: 'balanced', imbalance: '2' }, /got --imbalance with --balance balanced/],
  ])('refuses %o', async (more, says) => {
    await expect(measured(more)).rejects.toThrow(says);
  });
});
