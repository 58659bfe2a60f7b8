import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors';
import { explainingDiskErrorsNow } from './disk-error';
import { clearLeftOvers } from './left-overs';
import { tagOfProcess } from './lock.cjs';
import { endByExit } from './process';

/**
 * Does `work` with a folder of its own that holds `files`, by name; the folder is gone again when this returns. `purpose` is
 * part of its name: `graph`.
 */
export function inTemporaryFolder<T>(
  purpose: string,
  files: Readonly<Record<string, Uint8Array>>,
  work: (folder: string) => T,
): T {
  clearLeftOvers(tmpdir());
  const start = join(tmpdir(), `fragility-${purpose}-${tagOfProcess()}-`);
  const folder = made(start);
  const leaveToSystem = endByExit();
  try {
    for (const [name, bytes] of Object.entries(files))
      explainingDiskErrorsNow(folder, () => writeFileSync(join(folder, name), bytes));
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    // A signal that came meanwhile is answered before that.
    setImmediate(leaveToSystem);
  }
}

function made(start: string): string {
  try {
    return mkdtempSync(start);
  } catch (cause) {
    const given = `no place for temporary files (${(cause as NodeJS.ErrnoException).code})`;
    const remedy =
      'Set TMPDIR to a folder in which you may write, with room, and start the same command again.';
    throw new UserError({ where: tmpdir(), given, expected: 'a folder of that name', remedy }, { cause });
  }
}
