import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveConfig } from './config';
import { RunFolder } from './run-folder';

describe('RunFolder.claim', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fragility-run-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

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
