import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isLeftOver } from './lock.cjs';

const cleared = new Set<string>();

/**
 * Removes the drafts (`*.tmp`) and the temporary folders (`fragility-…`) of processes that were killed from a folder; of each
 * folder once. What cannot be removed stays.
 */
export function clearLeftOvers(folder: string): void {
  if (cleared.has(folder)) return;
  cleared.add(folder);
  try {
    for (const name of readdirSync(folder).filter((name) => /\.tmp$|^fragility-/.test(name))) {
      const path = join(folder, name);
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (isLeftOver(name, age)) rmSync(path, { recursive: true, force: true });
    }
  } catch {
    // Another user's, or a folder that cannot be read: whoever writes there next will say so.
  }
}
