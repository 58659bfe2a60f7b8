import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { sealOf } from '../../../scripts/grade/outcomes.mjs';

const folder = mkdtempSync(join(tmpdir(), 'seal-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is made with a key that is nowhere to be read once the library is loaded', async () => {
  const file = join(folder, 'key');
  writeFileSync(file, 'secret');
  vi.stubEnv('FRAGILITY_GRADING', file);
  vi.resetModules();
  const { sealed } = await import('./seal.js');
  expect(existsSync(file)).toBe(false);
  expect(process.env.FRAGILITY_GRADING).toBeUndefined();
  const outcome = { exercise: 'topK', passed: true };
  expect(sealed('topK', true)).toEqual({ seal: sealOf('secret', outcome) });
  vi.unstubAllEnvs();
});

it('is not made where nothing is graded', async () => {
  vi.resetModules();
  const { sealed } = await import('./seal.js');
  expect(sealed('topK', true)).toEqual({});
});
