import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveConfig } from '../train/config';
import { trainedOn } from './environment';
import { RunFolder } from './run-folder';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fragility-run-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('RunFolder.claim', () => {
  it('takes a run from before there were precisions as one of float32', async () => {
    const { precision, ...before } = resolveConfig({ preset: 'paper' });
    expect(precision).toBe('float32');
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ config: before, environment: {} }));
    const run = new RunFolder(folder);
    await run.claim(resolveConfig({ preset: 'paper' }), {});
    const other = run.claim(resolveConfig({ preset: 'paper', precision: 'bf16' }), {});
    await expect(other).rejects.toThrow(/config\.json: got another configuration/);
  });
});

describe('RunFolder.move', () => {
  const here = { backend: 'native', cpu: 'one' };
  const there = { backend: 'native', cpu: 'another' };

  it('notes where a run went on in another environment, and only there', async () => {
    const run = new RunFolder(folder);
    await run.claim(resolveConfig({ preset: 'paper' }), here);
    await run.move({ after: 1, environment: { ...here } });
    expect(await run.configuration()).toEqual({
      config: resolveConfig({ preset: 'paper' }),
      environment: here,
      moves: [],
    });
    await run.move({ after: 2, environment: there });
    await run.move({ after: 5, environment: there });
    await run.move({ after: 9, environment: here });
    const configuration = await run.configuration();
    expect(configuration.environment).toEqual(here);
    expect(configuration.moves).toEqual([
      { after: 2, environment: there },
      { after: 9, environment: here },
    ]);
    expect(trainedOn(configuration)).toBe(
      'native; one; after epoch 2: native; another; after epoch 9: native; one',
    );
  });
});
