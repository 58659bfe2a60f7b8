import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  const folder = explainingDiskErrorsNow(tmpdir(), () => mkdtempSync(start));
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
