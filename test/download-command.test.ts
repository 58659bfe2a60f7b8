import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { download } from '../lib/src/cli/download';

let cache: string;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'download-command-'));
});

afterEach(async () => {
  await rm(cache, { recursive: true });
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

it.each([
  ['cifar10', /cifar-10-binary\.tar\.gz: got HTTP status 404/],
  ['svhn', /train_32x32\.mat: got HTTP status 404/],
])('fetches %s', async (dataset, message) => {
  for (const variable of ['FRAGILITY_CIFAR10', 'FRAGILITY_SVHN']) vi.stubEnv(variable, '');
  vi.stubEnv('FRAGILITY_CACHE', cache);
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  await expect(download(dataset)).rejects.toThrow(message);
});

it.each(['celeba', 'toString'])('does not know how to fetch %s', async (dataset) => {
  await expect(download(dataset)).rejects.toThrow(
    /fragility download: got .*, expected cifar10 or svhn\..*CelebA/,
  );
});
