// Processes take one lock again and again; some kill themselves while they hold it, others are killed at any moment, while they
// wait or take over, too. Two at once within the lock are counted as lost, and so are a lock that nobody gets any more and a
// file that is left behind.
import { once } from 'node:events';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { tryLock } from '../../lib/src/machine/lock.cjs';
import { spawnChild } from '../../scripts/processes.mjs';
import { randomFrom } from './random-numbers.mjs';

const CHILD = fileURLToPath(new URL('locks-child.mjs', import.meta.url));
const since = '2026-01-02T03:04:05.678Z';

/** What a crash, another program or a wrong clock may leave in a lock's place. */
const LEAVINGS = {
  nothing: () => {},
  'an own number that is used again': (file) =>
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: '1', host: hostname(), since })),
  'a number of nobody': (file) =>
    writeFileSync(file, JSON.stringify({ pid: 2 ** 22 + 1, started: '1', host: hostname(), since })),
  'a dangling link': (file) => {
    symlinkSync(`${file}.gone`, file);
  },
  'an empty object, dated ahead': (file) => dated(file, '{}', 86_400),
  'half a holder, of an hour ago': (file) => dated(file, '{"pid":', -3600),
  'a holder elsewhere, silent for an hour': (file) =>
    dated(file, JSON.stringify({ pid: 1, host: 'elsewhere', since, started: '1' }), -3600),
  'a holder elsewhere, dated ahead': (file) =>
    dated(file, JSON.stringify({ pid: 1, host: 'elsewhere', since, started: '1' }), 86_400),
};

/** Locks taken, or processes killed, that an attack has at least. */
const FEW = 15;

/**
 * `count` rounds, or some more, of processes over each leaving: 5 processes, 40 rounds each with `full`, else 8. Rows { what,
 * count, lost, losses }.
 */
export async function run({
  seed = 1,
  full = true,
  count = full ? 12 : 1,
  kinds = Object.keys(LEAVINGS),
} = {}) {
  const rows = [];
  for (const what of kinds) {
    const leave = LEAVINGS[what];
    const losses = [];
    let taken = 0;
    // A round in which all soon kill themselves tells little: there is another.
    for (let k = 0; k < count || (taken < FEW && losses.length === 0); k++) {
      const { kills, entries, problems } = await round(leave, seed + 1000 * k, full ? 40 : 8);
      taken += kills + entries;
      losses.push(...problems.map((how) => ({ how, seed: seed + 1000 * k })));
    }
    rows.push({
      what: `locks taken or killed, beginning with ${what}`,
      count: taken,
      lost: losses.length,
      losses,
    });
  }
  return rows;
}

async function round(leave, seed, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'torture-locks-'));
  const [file, log] = [join(folder, 'the.lock'), join(folder, 'log')];
  const random = randomFrom(seed);
  try {
    leave(file);
    writeFileSync(log, '');
    const children = Array.from({ length: 5 }, (_, k) =>
      spawnChild(process.execPath, [CHILD, file, log, rounds, seed + k], {
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
    const ended = children.map((child) => once(child, 'exit'));
    while (readFileSync(log, 'utf8') === '') await sleep(2);
    await sleep(60 * random());
    for (const child of children.slice(2)) {
      await sleep(50 * random());
      if (child.exitCode !== null || child.signalCode !== null) continue;
      appendFileSync(log, `dies ${child.pid}\n`);
      child.kill('SIGKILL');
    }
    const late = sleep(60_000, 'late', { ref: false });
    const outcome = await Promise.race([Promise.all(ended), late]);
    const problems = outcome === 'late' ? ['nobody gets the lock any more'] : [];
    for (const child of children) child.kill('SIGKILL');
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    return { ...counted(lines), problems: [...problems, ...overlaps(lines), ...leftBehind(folder, file)] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function counted(lines) {
  const of = (what) => lines.filter((line) => line.startsWith(what)).length;
  return { kills: of('dies'), entries: of('enter') };
}

/** Two within the lock at once. A process that is about to die counts as dead. */
function overlaps(lines) {
  const problems = [];
  let inside = null;
  for (const line of lines) {
    const [what, pid] = line.split(' ');
    if (what === 'enter' && inside !== null) problems.push(`${pid} enters while ${inside} is within`);
    if (what === 'enter') inside = pid;
    else if (inside === pid) inside = null;
  }
  return problems;
}

/** After everyone the lock can be taken at once, and then only drafts of the killed are there. */
function leftBehind(folder, file) {
  const { lock } = tryLock(file);
  if (!lock) return ['a lock that nobody holds is held'];
  lock.release();
  const left = readdirSync(folder).filter((name) => name !== 'log' && !name.endsWith('.tmp'));
  return left.map((name) => `${name} is left`);
}

function dated(file, text, seconds) {
  writeFileSync(file, text);
  const at = Date.now() / 1000 + seconds;
  utimesSync(file, at, at);
}
