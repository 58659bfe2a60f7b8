import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { loadCifar10 } from './cifar10';
import { loadSvhn } from './svhn';

vi.mock('../../machine/web', () => ({ fetchesFromWeb: false }));

const folder = mkdtempSync(join(tmpdir(), 'incomplete-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a folder that lacks files: where nothing is downloaded, the remedy does not offer it', async () => {
  writeFileSync(join(folder, 'data_batch_1.bin'), '');
  const errors = [loadCifar10({ folder }), loadSvhn({ folder })].map((loading) =>
    loading.then(
      () => '',
      ({ message }: Error) => message,
    ),
  );
  const [cifar10, svhn] = await Promise.all(errors);
  expect(cifar10).toMatch(
    /a folder without data_batch_2.*Drop cifar-10-binary\.tar\.gz into the file browser/s,
  );
  expect(svhn).toMatch(/Download them from .* by yourself, and drop them into this folder/);
  expect(cifar10 + svhn).not.toContain('downloaded');
});
