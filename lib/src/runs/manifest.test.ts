import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../errors';
import { enterInManifest, MANIFEST, readManifest, verifyRun } from './manifest';

const origin = { licence: 'MIT', trainedOn: 'shapes', command: 'npx fragility train' };
let parent: string;
let run: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'manifest-'));
  run = join(parent, 'b-run');
  await mkdir(run);
  await writeFile(join(run, 'weights'), 'abc');
});
afterEach(() => rm(parent, { recursive: true }));

test('lists size and SHA-256 of every file, runs by name', async () => {
  await enterInManifest(run, origin);
  await mkdir(join(parent, 'a-run'));
  await enterInManifest(join(parent, 'a-run'), origin);
  const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(await readManifest(parent)).toEqual({
    'a-run': { ...origin, files: {} },
    'b-run': { ...origin, files: { weights: { bytes: 3, sha256 } } },
  });
  expect(Object.keys(await readManifest(parent))).toEqual(['a-run', 'b-run']);
});

test('a run as listed passes, and so does one that no manifest lists', async () => {
  await verifyRun(run);
  await enterInManifest(run, origin);
  await verifyRun(run);
});

test('a changed file and a missing file are named, with what was expected', async () => {
  await enterInManifest(run, origin);
  await writeFile(join(run, 'weights'), 'abd');
  await expect(verifyRun(run)).rejects.toThrow(
    /b-run.weights.*3 bytes with sha256 a52d159f262b.*expected 3 bytes with sha256 ba7816bf8f01/s,
  );
  await rm(join(run, 'weights'));
  await expect(verifyRun(run)).rejects.toThrow(/no such file/);
});

test('a manifest that is not JSON is named', async () => {
  await writeFile(join(parent, MANIFEST), '{');
  await expect(verifyRun(run)).rejects.toThrow(UserError);
  expect(await readFile(join(parent, MANIFEST), 'utf8')).toBe('{');
});
