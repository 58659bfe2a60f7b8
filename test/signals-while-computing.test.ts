import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const fragility = [
  '--require',
  join(__dirname, 'endless-child.cjs'),
  join(__dirname, '..', 'lib', 'bin', 'fragility.js'),
];
const home = mkdtempSync(join(tmpdir(), 'fragility-signals-'));
afterAll(() => rmSync(home, { recursive: true }));

/** Sends a signal when the process has said "begun"; its exit code, or the signal that ended it. */
async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const ended = once(child, 'close');
  child.stdout?.on('data', (text) => String(text).includes('begun') && child.kill(signal));
  const [code, by] = await ended;
  return by ?? code;
}

const begin = (...args: string[]) =>
  spawn(process.execPath, [...fragility, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });

describe('a signal', { timeout: 60_000 }, () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends measuring while it computes: %s',
    async (signal) => {
      const embeddings = join(__dirname, 'data', 'embeddings', 'head-no-logits.npz');
      expect(await endOf(begin('measure', '--embeddings', embeddings), signal)).toBe(signal);
    },
  );

  it('ends a training that has nothing to save yet with 75: the same command goes on', async () => {
    const train = ['train', '--setting', 'shapes.ce', '--preset', 'smoke', '--runs', home];
    expect(await endOf(begin(...train), 'SIGTERM')).toBe(75);
  });

  it('ends a job of a sweep that measures with 75, too', async () => {
    for (const folder of ['sweeps', 'lib/bin']) mkdirSync(join(home, folder), { recursive: true });
    const job = join(home, 'sweeps', 'job.sh');
    copyFileSync(join(__dirname, '..', 'sweeps', 'job.sh'), job);
    chmodSync(job, 0o755);
    writeFileSync(
      join(home, 'lib', 'bin', 'fragility.js'),
      "if (process.argv[2] === 'measure') for (require('fs').writeSync(2, 'begun'); ; );",
    );
    const child = spawn(job, ['1', 'run', 'train'], { cwd: home, stdio: ['ignore', 'ignore', 'pipe'] });
    mkdirSync(join(home, 'run'));
    const ended = once(child, 'close');
    child.stderr.once('data', () => child.kill('SIGTERM'));
    expect(await ended).toEqual([75, null]);
  });
});
