import { setTimeout as sleep } from 'node:timers/promises';
import { lockHolder, tryLock } from '../../lib/src/machine/lock.cjs';
import { at } from '../paths.mjs';

/** @typedef {import('../../lib/src/machine/lock.cjs').Lock} Lock */
/** @typedef {import('../../lib/src/machine/lock.cjs').Holder} Holder */

/** The lock that this process holds. @type {Lock | null} */
let held = null;

/**
 * Runs `work` while no other set-up of this clone runs, and not before a program that a killed set-up left behind (npm, pip, …)
 * has ended. `onWait` is called once, with the holder, if there is something to wait for. Throws the system's error where the
 * lock's folder cannot be written.
 *
 * @template T
 * @param {() => T | Promise<T>} work
 * @param {(holder: Holder | null) => void} onWait
 */
export async function alone(work, onWait, file = at('.cache', 'set-up.lock')) {
  let { lock } = tryLock(file);
  if (!lock) onWait(lockHolder(file));
  for (; !lock; { lock } = tryLock(file)) await sleep(300);
  held = lock;
  try {
    return await work();
  } finally {
    held = null;
    lock.release();
  }
}

/**
 * Notes the program that the running set-up has started, for whoever comes after if this process is killed.
 *
 * @param {number | undefined} pid
 */
export function noteChild(pid) {
  if (pid !== undefined) held?.note(pid);
}
