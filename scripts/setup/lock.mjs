import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { at } from '../paths.mjs';

const file = at('.cache', 'set-up.lock');

/**
 * Runs `work` while no other set-up of this clone runs, and not before a program that a killed set-up left
 * behind (npm, pip, …) has ended. `onWait` is called once if there is something to wait for.
 */
export async function alone(work, onWait) {
  for (let waited = false; !take(); waited = true) {
    if (!waited) onWait();
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Notes the program that the running set-up has started, for whoever comes after if this process is killed. */
export function noteChild(pid) {
  if (holders()?.[0] === process.pid) writeFileSync(file, JSON.stringify([process.pid, pid]));
}

function take() {
  mkdirSync(at('.cache'), { recursive: true });
  const others = holders();
  if (others?.some(isAlive)) return false;
  if (others) rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify([process.pid]), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/** The ids in the lock file; an unreadable file counts as held by nobody. */
function holders() {
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
