import { createHash } from 'node:crypto';
import { readIfThere, writeAtomically } from './atomic.mjs';

/** A short digest of everything that a step's result depends on. */
export function keyOf(...inputs) {
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 16);
}

/** What the stamp says if it was written for `key`, else null. A stamp lies inside what it vouches for and goes with it. */
export function readStamp(file, key) {
  try {
    const stamp = JSON.parse(readIfThere(file) ?? 'null');
    return stamp?.key === key ? stamp : null;
  } catch {
    return null;
  }
}

/** Says that a step is done for `key`; to be written last. */
export function writeStamp(file, key, facts = {}) {
  writeAtomically(file, `${JSON.stringify({ key, ...facts }, null, 2)}\n`);
}
