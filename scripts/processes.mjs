import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** Signals that end a command: Ctrl-C, `kill`, a closed terminal. Values: their numbers, which the exit code tells. */
const SIGNALS = /** @type {const} */ ({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 });
/** How long children may take to end before they are killed, and how often it is looked, in ms. */
const [GRACE, POLL] = [5000, 50];

/** Process groups, and processes in our own group, that end when this process does: as `process.kill` names them. */
const children = /** @type {Set<number>} */ (new Set());

let ending = false;

/** Why a program is not started any more; nothing to tell the user. */
export class Ending extends Error {
  constructor() {
    super('this command is ending');
  }
}

/**
 * Starts a program that does not outlive this one: in a process group of its own, so that what it starts ends too;
 * or, with `detached: false`, in ours, where a terminal's keys reach it.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function spawnChild(command, args, options = {}) {
  if (ending) throw new Ending();
  const { detached = true } = options;
  const child = spawn(command, args, { ...options, detached });
  const { pid } = child;
  if (pid === undefined) return child; // it did not start; 'error' says why
  const target = detached ? -pid : pid;
  children.add(target);
  child.once('exit', () => {
    signal(target, 'SIGTERM'); // what it left in its group
    children.delete(target);
  });
  return child;
}

/**
 * From now on a signal ends all children before this process, and so does the end of an npm that started it (with `exec`, so
 * that no shell is between): npm passes some signals on, but not a closed terminal. `leave` names signals that are the children's business alone.
 *
 * @param {readonly NodeJS.Signals[]} leave
 */
export function endWithChildren(leave = []) {
  for (const name of /** @type {(keyof typeof SIGNALS)[]} */ (Object.keys(SIGNALS)))
    process.on(name, () => leave.includes(name) || end(SIGNALS[name]));
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || end(SIGNALS.SIGHUP), 500).unref();
}

/** Sends SIGTERM to all children, after a while SIGKILL, and exits when none is left. @param {number} number */
async function end(number) {
  if (ending) return;
  ending = true;
  const targets = [...children];
  for (const target of targets) signal(target, 'SIGTERM');
  for (let waited = 0; waited < GRACE && targets.some(isThere); waited += POLL) await sleep(POLL);
  for (const target of targets) signal(target, 'SIGKILL');
  process.exit(128 + number);
}

/** @param {number} target */
function isThere(target) {
  return signal(target, 0);
}

/** False where there is none to take it. @param {number} target @param {NodeJS.Signals | 0} name */
function signal(target, name) {
  try {
    return process.kill(target, name);
  } catch {
    return false;
  }
}
