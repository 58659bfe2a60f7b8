import { UserError } from '../errors';
import {
  exists,
  type Holder,
  isHere,
  join,
  type Lock,
  lockHolder,
  SILENT_MINUTES,
  takeLock,
} from '../machine';

const LOCK = 'run.lock';

/**
 * Runs `work` as the only process in `folder`; a UserError where another one is at it. The lock of a process that is gone is
 * taken over.
 */
export async function asOnlyProcess<T>(folder: string, work: (lock: Lock) => Promise<T>): Promise<T> {
  const { lock, holder } = takeLock(join(folder, LOCK));
  if (!lock) throw held(folder, holder);
  try {
    return await work(lock);
  } finally {
    lock.release();
  }
}

/** Takes away the lock that a process which was killed left in a finished run; in a folder that cannot be written it stays. */
export function clearDeadLock(folder: string): void {
  const file = join(folder, LOCK);
  try {
    if (exists(file)) takeLock(file).lock?.release();
  } catch {
    // Nobody is kept from reading a finished run.
  }
}

/** The live process that trains in `folder`; null if there is none. */
export function runHolder(folder: string): Holder | null {
  return lockHolder(join(folder, LOCK));
}

/** Throws UserError if another process has taken the lock over: this one gave no sign of life for too long. */
export function requireLock(folder: string, lock: Lock): void {
  if (lock.isOurs()) return;
  throw new UserError({
    where: join(folder, LOCK),
    given: 'the lock of another process, which has taken this run over',
    expected: 'that of this process',
    remedy:
      'Let the other process finish; this one has slept for too long, and stops without a change to the run.',
  });
}

function held(folder: string, holder: Holder | null): UserError {
  const expected = 'one process to a run';
  if (!holder) {
    const remedy = 'Start again in a few seconds.';
    return new UserError({ where: folder, given: 'a run that is just being started', expected, remedy });
  }
  const { pid, host, since } = holder;
  const here = isHere(holder);
  const given = `a run that process ${pid}${here ? '' : ` on ${host}`} has been training since ${since}`;
  const remedy = here
    ? `Let it finish, or end it with kill ${pid}; the same command then goes on where it stopped.`
    : `Let it finish; if it runs no more, remove ${join(folder, LOCK)}. After ${SILENT_MINUTES} minutes without a sign of life it is taken over by itself.`;
  return new UserError({ where: folder, given, expected, remedy });
}
