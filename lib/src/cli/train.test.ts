import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunFolder } from '../runs/run-folder';
import { resolveConfig, runName } from '../train/config';
import { type TrainOptions, trainCommand } from './train';

vi.mock('../backend/start', () => ({ startBackend: async () => ({ description: 'no backend' }) }));
vi.mock('../train/task', () => ({ loadDataset: () => Promise.reject(new Error('loading the images')) }));

describe('fragility train --resume', () => {
  let runs: string;
  let options: TrainOptions;
  beforeEach(() => {
    runs = mkdtempSync(join(tmpdir(), 'fragility-runs-'));
    options = { setting: 'cifar.ce', balance: 'imbalanced', preset: 'smoke', seed: '0', set: [], runs };
    vi.spyOn(console, 'log').mockImplementation(() => {});
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(runs, { recursive: true });
  });

  it('is an error where there is no such run', async () => {
    await expect(trainCommand({ ...options, resume: true })).rejects.toThrow(
      /^--resume: got no run in .*cifar\.ce-imbalanced-smoke-[0-9a-f]{8}, .*Leave out --resume to begin it/,
    );
    await expect(trainCommand(options)).rejects.toThrow('loading the images');
  });

  it('goes on with the run of exactly these options', async () => {
    const config = resolveConfig({ preset: 'smoke' });
    const folder = new RunFolder(join(runs, runName(config)));
    await folder.claim(config, {});
    await expect(trainCommand({ ...options, resume: true })).rejects.toThrow('loading the images');
    await expect(trainCommand({ ...options, seed: '1', resume: true })).rejects.toThrow(
      /^--resume: got no run/,
    );
  });
});
