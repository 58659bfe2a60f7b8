import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

// Places in which less is there than a system usually has.

const fragility = join(__dirname, '..', 'lib', 'bin', 'fragility.js');
const home = mkdtempSync(join(tmpdir(), 'sandbox-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs a command of fragility after a line of the shell, with mounts of its own. */
function after(line: string, ...args: string[]) {
  const script = `${line} && exec "$@"`;
  const command = ['-m', 'sh', '-c', script, 'sh', process.execPath, fragility, ...args];
  return spawnSync('unshare', command, { cwd: home, encoding: 'utf8' });
}

const may = spawnSync('unshare', ['-m', 'true']).status === 0;
if (!may) console.log('skipped: mounts of one’s own are for root');
const TRAIN = ['train', '--setting', 'shapes.ce', '--preset', 'smoke', '--runs'];

describe.skipIf(!may)('a run', { timeout: 120_000 }, () => {
  it('is trained without /proc, where TensorFlow would end the process', () => {
    const { status, stdout } = after('umount -l /proc', ...TRAIN, 'runs');
    expect(stdout).toMatch(/^WebAssembly, CPU/);
    expect(status).toBe(0);
  });

  it('that is finished is reused on a disk that can only be read', () => {
    expect(after('true', ...TRAIN, 'once').status).toBe(0);
    const readOnly = 'mount --bind once once && mount -o remount,ro,bind once';
    const again = after(readOnly, ...TRAIN, 'once');
    expect(again.status).toBe(0);
    expect(again.stdout).toMatch(/trained already, reusing once/);
    const other = after(readOnly, ...TRAIN, 'once', '--seed', '1');
    expect(other.status).toBe(1);
    expect(other.stderr).toMatch(
      /(^|\n)error: once\/.*: got no permission to write: the disk can only be read/,
    );
  });
});
