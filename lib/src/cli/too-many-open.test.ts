import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { decodeAll } from '../data/own/decode';
import { readBytes } from '../machine/files';
import { resolveConfig } from '../train/config';
import { listRuns } from './list-runs';

const none = vi.hoisted(() => ({ left: false }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const readFile = (...args: Parameters<typeof real.readFile>) =>
    none.left
      ? Promise.reject(Object.assign(new Error('too many'), { code: 'EMFILE' }))
      : real.readFile(...args);
  return { ...real, readFile };
});

const home = mkdtempSync(join(tmpdir(), 'too-many-'));
afterAll(() => rmSync(home, { recursive: true }));

it('too many open files end a list of runs, and none is called unreadable', async () => {
  vi.stubEnv('FRAGILITY_REFERENCE', join(home, 'none'));
  mkdirSync(join(home, 'runs', 'one'), { recursive: true });
  const config = JSON.stringify({ config: resolveConfig({ preset: 'smoke' }), environment: {}, moves: [] });
  writeFileSync(join(home, 'runs', 'one', 'config.json'), config);
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  none.left = true;
  await expect(listRuns(join(home, 'runs'))).rejects.toThrow(
    /more open files than the system allows.*ulimit -n 1024/,
  );
  expect(log).not.toHaveBeenCalled();
});

it('too many open files end the decoding of pictures, and none is called unreadable', async () => {
  const item = { name: 'a.png', label: 0, read: () => readBytes(join(home, 'runs', 'one', 'config.json')) };
  none.left = true;
  const decoding = decodeAll([item], ['a'], { imageSize: 32, imageFit: 'crop' });
  await expect(decoding).rejects.toThrow(/more open files than the system allows/);
});
