import { dirname } from 'node:path';
import { explainingDiskErrorsNow } from './disk-error';
import { clearLeftOvers } from './left-overs';
import { type Holder, isHere, type Lock, lockHolder, SILENCE, tryLock } from './lock.cjs';

export type { Holder, Lock };
export { isHere, lockHolder };

/** After so many minutes without a sign of life a holder elsewhere counts as gone. */
export const SILENT_MINUTES = SILENCE / 60_000;

/**
 * Takes the lock, or says who has it; null: somebody who is just writing its name. What processes left beside it that were killed
 * is cleared. Throws UserError where it cannot be made.
 */
export function takeLock(file: string): ReturnType<typeof tryLock> {
  clearLeftOvers(dirname(file));
  return explainingDiskErrorsNow(file, () => tryLock(file));
}
