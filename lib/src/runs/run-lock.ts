import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors';

/** Who trains in a run's folder; the content of its `run.lock`. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
  /** When the process started, in the kernel's ticks: a pid is used again. Null where the system does not say. */
  readonly started: string | null;
}

const LOCK = 'run.lock';

/** After so many milliseconds a lock without a readable holder was left by a crash, and is not being written. */
const WRITING = 5000;

/**
 * Runs `work` as the only process in `folder`; a UserError where another one is at it. The lock of a dead process of
 * this host is taken over. A heartbeat in the lock's place would go stale in a long step, and not name its holder.
 */
export async function asOnlyProcess<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const release = lock(folder);
  try {
    return await work();
  } finally {
    release();
  }
}

/** The live process that trains in `folder`; null if there is none. */
export function runHolder(folder: string): LockHolder | null {
  const text = textOf(join(folder, LOCK));
  const holder = text === null ? null : holderOf(text);
  return holder && isAlive(holder) ? holder : null;
}

function lock(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, LOCK);
  const { pid } = process;
  const since = new Date().toISOString();
  const own = JSON.stringify({ pid, host: hostname(), since, started: startOf(pid) } satisfies LockHolder);
  while (!create(file, own)) {
    const found = textOf(file);
    if (found === null) continue;
    const holder = holderOf(found);
    if (holder ? isAlive(holder) : isBeingWritten(file)) throw held(folder, holder);
    discard(file, found);
  }
  return () => {
    if (textOf(file) === own) rmSync(file, { force: true });
  };
}

/** Whether the file is now there with this content, and was not before. */
function create(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // A full disk lets a file be made, but not filled.
    if (codeOf(error) === 'ENOSPC' && textOf(file) !== null) rmSync(file, { force: true });
    throw error;
  }
}

/** Removes a dead process's lock, unless a third process has replaced it by its own in the meantime. */
function discard(file: string, content: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (textOf(aside) === content) rmSync(aside);
  else renameSync(aside, file);
}

function isBeingWritten(file: string): boolean {
  const age = statSync(file, { throwIfNoEntry: false });
  return age !== undefined && Date.now() - age.mtimeMs < WRITING;
}

/** Of a process of another host nothing can be known: it counts as alive. */
function isAlive({ pid, host, started }: LockHolder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  return startOf(pid) === started;
}

/** Field 22 of Linux's /proc/PID/stat; null on other systems, and for a process that is only waited for. */
function startOf(pid: number): string | null {
  const stat = textOf(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // Field 2, the name, may hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? null : fields[19];
}

function holderOf(text: string): LockHolder | null {
  try {
    return JSON.parse(text) as LockHolder;
  } catch {
    return null;
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function held(folder: string, holder: LockHolder | null): UserError {
  const file = join(folder, LOCK);
  const expected = 'one process to a run';
  if (!holder) {
    const remedy = 'Start again in a few seconds.';
    return new UserError({ where: folder, given: 'a run that is just being started', expected, remedy });
  }
  const { pid, host, since } = holder;
  const here = host === hostname();
  const given = `a run that process ${pid}${here ? '' : ` on ${host}`} has been training since ${since}`;
  const remedy = here
    ? `Let it finish, or end it with kill ${pid}; the same command then goes on where it stopped.`
    : `Let it finish; if it runs no more, remove ${file}.`;
  return new UserError({ where: folder, given, expected, remedy });
}
