import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives all tests a temporary folder of their own; at the end something left in it is an error. */
export function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'tests-'));
  chmodSync(folder, 0o1777); // Some tests are other users.
  process.env.TMPDIR = folder;
  return () => {
    const left = readdirSync(folder);
    rmSync(folder, { recursive: true, force: true });
    if (!left.length) return;
    console.error(`Tests left ${left.length} things in the temporary folder: ${left.join(', ')}`);
    process.exitCode = 1;
  };
}
