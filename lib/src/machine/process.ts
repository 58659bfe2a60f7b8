import { spawnSync } from 'node:child_process';

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
