import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { interruptSignal } from './interruption';

/** Runs a script of the project in Node, in this terminal, and returns its exit code. */
export function runScript(file: string): number {
  return spawnSync(process.execPath, [file], { stdio: 'inherit' }).status ?? 1;
}

/** What this process ends with, when nothing is left to do. */
export function setExitCode(code: number): void {
  process.exitCode = code;
}

/** Calls `handler` on each of these signals in place of what they do by themselves; returns a function that ends that. */
export function catchSignals(
  names: readonly NodeJS.Signals[],
  handler: (name: NodeJS.Signals) => void,
): () => void {
  for (const name of names) process.on(name, handler);
  return () => {
    for (const name of names) process.off(name, handler);
  };
}

/** Ends this process at once. */
export function endNow(code: number): never {
  process.exit(code);
}

/**
 * From now on Ctrl-C and the system's signals end this process by way of its `exit` event, and not while code runs that must
 * not be broken off, unless somebody answers them already. Returns a function that leaves them to the system again. In a
 * notebook nothing changes: its kernel hears of SIGINT in a thread, which a listener here would silence, and Ctrl-C would end
 * the kernel.
 */
export function endByExit(): () => void {
  if (interruptSignal()) return () => {};
  const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const free = ending.filter((name) => process.listenerCount(name) === 0);
  return catchSignals(free, (name) => endNow(128 + constants.signals[name]));
}
