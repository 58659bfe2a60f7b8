import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Signals that end a command: Ctrl-C, `kill`, a closed terminal, Slurm's warning. Values: their numbers, which the exit code
 * tells.
 */
const SIGNALS = /** @type {const} */ ({ SIGHUP: 1, SIGINT: 2, SIGUSR1: 10, SIGTERM: 15 });
/** How long children may take to end before they are killed, and how often it is looked, in ms. */
const [GRACE, POLL] = [5000, 50];

/** Process groups, and processes in our own group, that end when this process does: as `process.kill` names them. */
const children = /** @type {Set<number>} */ (new Set());

let ending = false;

/** In the environment of all children: who could not name one that was just starting is asked by it, where there is /proc. */
const MARK = randomUUID();
/**
 * Ends the children of a process that was killed, and so could not: that closes the input from which it reads their names, `?`
 * for one that is just starting.
 */
const GUARD = `trap '' HUP INT TERM; while read -r line; do all=$line; done; [ -z "$all" ] && exit
case $all in *\\?)
  all=\${all%\\?}
  for file in $(grep -ls "$1" /proc/[0-9]*/environ); do file=\${file#/proc/}; all="$all \${file%/environ}"; done;;
esac
for target in $all; do kill -TERM "$target"; done; sleep 5; for target in $all; do kill -KILL "$target"; done`;
/** @type {import('node:child_process').ChildProcess | null} */
let guard = null;

/** Whether a signal ends this command and its children just now. */
export function isEnding() {
  return ending;
}

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
  guard ??= startGuard(); // before the child, so that it hears of it at once
  tellGuard('?');
  const env = { ...(options.env ?? process.env), FRAGILITY_CHILD_OF: MARK };
  const child = spawn(command, args, { ...options, env, detached });
  const { pid } = child;
  if (pid === undefined) {
    tellGuard();
    return child; // it did not start; 'error' says why
  }
  const target = detached ? -pid : pid;
  children.add(target);
  tellGuard();
  child.once('exit', () => {
    signal(target, 'SIGTERM'); // what it left in its group
    children.delete(target);
    tellGuard();
  });
  return child;
}

function tellGuard(/** @type {string[]} */ ...more) {
  guard?.stdin?.write(`${[...children, ...more].join(' ')}\n`);
}

function startGuard() {
  const started = spawn('sh', ['-c', GUARD, 'guard', MARK], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  started.on('error', () => {}); // without a shell there is none
  started.stdin.on('error', () => {});
  started.unref();
  /** @type {import('node:net').Socket} */ (started.stdin).unref();
  return started;
}

/**
 * From now on a signal ends all children before this process, and so does the end of an npm that started it (with `exec`, so
 * that no shell is between): npm passes some signals on, but not a closed terminal. `leave` names signals that are the
 * children's business alone.
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

/**
 * Runs a program to its end, its errors on the terminal: whether it succeeded, and what it printed. Unlike `spawnSync` it lets
 * signals end both.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<{ success: boolean, output: string }>}
 */
export function outputOf(command, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawnChild(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ success: code === 0, output }));
  });
}

/**
 * Kills all processes that were started with these variables in their environment, also those that have left their parent's
 * group; none where there is no /proc.
 *
 * @param {Record<string, string>} variables
 */
export function endMarked(variables) {
  const marks = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  for (const pid of readdirIfThere('/proc').filter((name) => /^\d+$/.test(name))) {
    const environment = readIfAllowed(`/proc/${pid}/environ`).split('\0');
    if (marks.every((mark) => environment.includes(mark))) signal(Number(pid), 'SIGKILL');
  }
}

/** @param {string} folder */
function readdirIfThere(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @param {string} file */
function readIfAllowed(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // another user's, or it has ended
  }
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
