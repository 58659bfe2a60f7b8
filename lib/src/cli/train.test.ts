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

describe('fragility train --loss', () => {
  const options: TrainOptions = {
    balance: 'imbalanced',
    preset: 'smoke',
    seed: '0',
    set: [],
    runs: '/nowhere',
  };
  const trained = (more: Partial<TrainOptions>) => trainCommand({ ...options, ...more, resume: true });

  it('takes a remedy in the place of the loss of a setting, and remedies that are no loss', async () => {
    await expect(trained({ loss: 'balanced-softmax' })).rejects.toThrow(
      /cifar\.balanced-softmax-imbalanced-smoke-/,
    );
    await expect(trained({ sampling: 'classBalanced', mixup: '0.2' })).rejects.toThrow(
      /cifar\.ce-resampled-mixup-imbalanced-smoke-/,
    );
    await expect(trained({ loss: 'class-balanced', images: '/pictures/birds' })).rejects.toThrow(
      /birds\.class-balanced-imbalanced-smoke-/,
    );
  });

  it('refuses a loss of the paper beside a setting, two losses, and one that there is not', async () => {
    await expect(trained({ loss: 'focal' })).rejects.toThrow(
      /got --loss focal without --images.*Write --setting cifar\.ldam, say/,
    );
    await expect(trained({ loss: 'balanced-softmax', setting: 'cifar.ldam' })).rejects.toThrow(
      /got --setting cifar\.ldam and --loss balanced-softmax, expected one loss/,
    );
    await expect(trained({ loss: 'balanced' })).rejects.toThrow(/--loss: got "balanced", expected one of/);
  });
});
