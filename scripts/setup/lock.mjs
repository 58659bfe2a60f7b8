import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { at } from '../paths.mjs';

/** The lock file that this process holds, or null. */
let held = null;

/**
 * Runs `work` while no other set-up of this clone runs, and not before a program that a killed set-up left
 * behind (npm, pip, …) has ended. `onWait` is called once if there is something to wait for.
 */
export async function alone(work, onWait, file = at('.cache', 'set-up.lock')) {
  for (let waited = false; !take(file); waited = true) {
    if (!waited) onWait();
    await sleep(300);
  }
  held = file;
  try {
    return await work();
  } finally {
    held = null;
    rmSync(file, { force: true });
  }
}

/** Notes the program that the running set-up has started, for whoever comes after if this process is killed. */
export function noteChild(pid) {
  if (held) writeFileSync(held, JSON.stringify([process.pid, pid]));
}

function take(file) {
  mkdirSync(dirname(file), { recursive: true });
  const others = holders(file);
  if (others?.some(isAlive)) return false;
  if (others) rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify([process.pid]), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/** The process ids in the lock file; an unreadable file counts as held by nobody. */
function holders(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return error.code === 'ENOENT' ? null : [];
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
