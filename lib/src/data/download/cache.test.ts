import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { datasetCache } from './cache';

let root: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'cache-')));
  await mkdir(join(root, 'notebooks', 'deep'), { recursive: true });
  vi.stubEnv('FRAGILITY_CACHE', '');
  vi.spyOn(process, 'cwd').mockReturnValue(join(root, 'notebooks', 'deep'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(root, { recursive: true });
});

it('is below the checkout around the current folder, past other packages', async () => {
  await writeFile(join(root, 'package.json'), '{"name": "cnn-fragility-notebooks"}');
  await writeFile(join(root, 'notebooks', 'package.json'), '{"name": "another"}');
  await writeFile(join(root, 'notebooks', 'deep', 'package.json'), 'not JSON');
  expect(datasetCache()).toBe(join(root, '.cache', 'datasets'));
});

it('is in the home folder outside a checkout', () => {
  expect(datasetCache()).toBe(join(homedir(), '.cache', 'cnn-fragility'));
});

it('is FRAGILITY_CACHE before all else', async () => {
  await writeFile(join(root, 'package.json'), '{"name": "cnn-fragility-notebooks"}');
  vi.stubEnv('FRAGILITY_CACHE', '/data/sets');
  expect(datasetCache()).toBe('/data/sets');
});
