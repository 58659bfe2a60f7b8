import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addonPath } from '../lib/src/backend/native';

/** What the child prints with so many threads; `not built` where our ops are not. */
function results(threads: number): string {
  const env = { ...process.env, TF_NUM_INTRAOP_THREADS: String(threads) };
  const args = [join(__dirname, 'native-shapes-child.cjs'), '800', '1'];
  const { stdout, status, signal } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  expect([status, signal]).toEqual([0, null]);
  return stdout.trim().split('\n').at(-1)!;
}

it.skipIf(!existsSync(addonPath()))(
  'the native ops take or refuse tensors of any shapes, and give the same bits with any number of threads',
  { timeout: 60_000 },
  (context) => {
    const one = results(1);
    if (one === 'not built') context.skip('our ops are not built, or not for this processor');
    expect(one).toMatch(/^{"results":\d{3},"refusals":\d{3}} [0-9a-f]{64}$/);
    expect(results(5)).toBe(one);
  },
);
