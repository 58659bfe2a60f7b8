import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { trainingCommand } from '../lib/src/cli/training-command';
import type { ImageSet } from '../lib/src/data/images';
import { fingerprintOf } from '../lib/src/runs/data-fingerprint';
import { RunFolder } from '../lib/src/runs/run-folder';
import { type Overrides, resolveConfig, runName } from '../lib/src/train/config';
import { balancedIndices, loadDataset, trainingIndices } from '../lib/src/train/task';
import { classCounts } from '../lib/src/train/trainer';
import { tinyPicture } from './tiny-pictures';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-training-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const own = (overrides: Overrides = {}) =>
  resolveConfig({ setting: 'own.ce', imageSet: 'birds', imageSize: 8, ...overrides });

/** Forty, thirty and twenty black images. */
const images: ImageSet = {
  ...{ n: 90, height: 1, width: 1, pixels: new Uint8Array(270), classNames: ['wren', 'lark', 'gull'] },
  labels: Uint8Array.from({ length: 90 }, (_, i) => (i < 40 ? 0 : i < 70 ? 1 : 2)),
};

it.each([
  [{ profile: 'as-is' }, [40, 30, 20]],
  [{ imbalanceRatio: 4 }, [20, 10, 5]],
  [{ imbalanceRatio: 4, profile: 'step' }, [20, 20, 5]],
  [{ balance: 'balanced' }, [20, 20, 20]],
  [{ balance: 'balanced', profile: 'as-is' }, [20, 20, 20]],
] as const)('%j chooses %j of 40, 30 and 20 images', (overrides, counts) => {
  const indices = trainingIndices(own(overrides), images);
  expect(
    classCounts({ ...images, labels: images.labels.filter((_, i) => indices.includes(i)) } as ImageSet),
  ).toEqual(counts);
});

it('chooses an imbalanced training set from the balanced one', () => {
  const config = own({ imbalanceRatio: 4 });
  const all = balancedIndices(config, images);
  expect(all.length).toBe(60);
  expect([...trainingIndices(config, images)].every((i) => all.includes(i))).toBe(true);
  expect(balancedIndices(own({ profile: 'as-is' }), images).length).toBe(0);
});

it('names the run by the images, and the command that goes on by their folder', () => {
  expect(runName(own({ loss: 'ce' }))).toMatch(/^birds\.ce-imbalanced-paper-[0-9a-f]{8}$/);
  expect(trainingCommand(own({ preset: 'smoke', profile: 'step' }), 'runs', '/pictures/birds')).toBe(
    'npx fragility train --images /pictures/birds --loss ce --balance imbalanced --preset smoke --seed 0 --set profile=step imageSize=8',
  );
});

it('refuses what has no effect on a setting of the paper, and a name that is none', () => {
  expect(() => resolveConfig({ profile: 'as-is' })).toThrow(
    /profile: got as-is, expected it with your own images/,
  );
  expect(() => resolveConfig({ setting: 'own.ce' })).toThrow(/imageSet: got no name/);
  expect(() => own({ imageSet: '../x' })).toThrow(/imageSet: got "..\/x"/);
});

it('notices images that were changed between stop and resume', async () => {
  for (const name of ['a', 'b']) {
    mkdirSync(join(folder, name));
    for (const i of [1, 2, 3]) writeFileSync(join(folder, name, `${i}.png`), tinyPicture('png'));
  }
  const config = own({ imbalanceRatio: 1, imageSet: 'folder' });
  const claim = async () => {
    const dataset = await loadDataset(config, folder);
    const data = fingerprintOf(dataset, trainingIndices(config, dataset.train));
    const known = { path: folder, classNames: dataset.train.classNames };
    await new RunFolder(join(folder, '.run')).claim(config, {}, data, known);
  };
  await claim();
  await claim();
  for (const i of [1, 2, 3]) writeFileSync(join(folder, 'b', `${i}.png`), tinyPicture('wide'));
  await expect(claim()).rejects.toThrow(
    /a data set with other images, expected the one that the run began with/,
  );
  expect((await new RunFolder(join(folder, '.run')).configuration()).own?.classNames).toEqual(['a', 'b']);
});
