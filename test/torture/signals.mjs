// Every command gets every signal, and kill -9, at a random moment, and loses the reader of its output: it ends soon, with the
// exit code that tells the signal, without a stack trace or an inspector; and no process that it started, and no temporary
// file, is left.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { steps } from '../../scripts/setup/index.mjs';
import { processorTime } from '../processor-time.mjs';
import { randomFrom } from './random-numbers.mjs';
import { commandsIn } from './signals-commands.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGKILL'];
/** What the last training or measuring of a stopped command may take, and what its children may take to end, in ms. */
const [SOON, GONE] = [60_000, 30_000];

/**
 * Each signal `count` times for each command, 3 with `full`; else a few commands, one signal each. Rows { what, count, lost,
 * losses }.
 */
export async function run({ seed = 1, full = true, count = full ? 3 : 1 } = {}) {
  if (!steps.every((step) => step.isDone()))
    throw new Error('signals: npm start first; else the commands set up');
  const home = mkdtempSync(join(tmpdir(), 'torture-signals-'));
  const random = randomFrom(seed);
  try {
    const rows = [];
    for (const command of commandsIn(home).filter(({ short }) => full || short)) {
      const ways = full ? [...SIGNALS, 'no reader'] : command.short;
      const losses = [];
      for (const way of ways) {
        for (let k = 0; k < count; k++) {
          const after = Math.round(random() * command.most);
          for (const how of await ended(command, way, after, home)) losses.push({ way, after, how });
        }
      }
      rows.push({
        what: `signals to ${command.name}`,
        count: ways.length * count,
        lost: losses.length,
        losses,
      });
    }
    return rows;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Starts a command, disturbs it after some milliseconds, and says what was wrong with its end. */
async function ended({ argv, mayFail }, way, after, home) {
  const mark = `TORTURE_MARK=${Math.random()}`;
  const tmp = mkdtempSync(join(home, 'tmp-'));
  const [name, value] = mark.split('=');
  const child = spawn(process.execPath, argv, {
    cwd: home,
    env: {
      ...process.env,
      npm_lifecycle_event: '',
      TMPDIR: tmp,
      FRAGILITY_CACHE: join(home, 'cache'),
      [name]: value,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  child.stdout.on('error', () => {});
  if (way === 'no reader') child.stdout.destroy();
  else child.stdout.resume();
  const end = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
  // Node itself answers SIGUSR1 while it starts.
  if (way === 'SIGUSR1') await Promise.race([end, begun(child.pid)]);
  const before = await Promise.race([end, sleep(after, null)]);
  if (!before && way !== 'no reader') child.kill(way);
  // What is not stopped by its lost reader goes on to its end: that is not waited for.
  const outcome = before ?? (await Promise.race([end, sleep(way === 'no reader' ? 5000 : SOON, null)]));
  const wrong = [];
  if (!outcome && way !== 'no reader') wrong.push(`still runs after ${SOON} ms`);
  if (!outcome) child.kill('SIGTERM');
  // A command that fails by itself was not disturbed at all.
  if (before && before.code !== 0 && !mayFail)
    wrong.push(`ends by itself with ${before.signal ?? before.code}: ${errors}`);
  if (outcome && !before && !fits(outcome, way))
    wrong.push(`ends with ${outcome.signal ?? outcome.code}: ${errors}`);
  if (/\n {4}at |Debugger listening/.test(errors)) wrong.push(errors.slice(0, 400));
  for (const deadline = Date.now() + GONE; marked(mark).length > 0 && Date.now() < deadline; )
    await sleep(100);
  wrong.push(...marked(mark).map((process_) => `left running: ${process_}`));
  for (const process_ of marked(mark)) process.kill(Number.parseInt(process_, 10), 'SIGKILL');
  if (way !== 'SIGKILL') wrong.push(...readdirSync(tmp).map((file) => `left: ${file}`));
  rmSync(tmp, { recursive: true, force: true });
  return wrong;
}

/** Waits until a process has worked for a fifth of a second: Node has started by then. */
async function begun(pid) {
  for (let used = 0; used !== null && used < 0.2; used = processorTime(pid)) await sleep(20);
}

/** Killed by the signal, with its number after 128, to go on later (75), or done just before. */
function fits({ code, signal }, way) {
  if (way === 'no reader') return signal === null;
  return signal === way || [0, 75, 128 + constants.signals[way]].includes(code);
}

/** Processes with the mark in their environment: number and command line. */
function marked(mark) {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .filter((pid) => textOf(`/proc/${pid}/environ`).split('\0').includes(mark))
    .map((pid) => `${pid} ${textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').slice(0, 120)}`);
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
