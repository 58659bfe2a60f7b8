import { readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, homedir } from 'node:os';

/** An environment variable; undefined where it is not set. */
export function variable(name: string): string | undefined {
  return process.env[name];
}

/** Sets an environment variable for native code that is loaded later. */
export function setVariable(name: string, value: string): void {
  process.env[name] = value;
}

/**
 * The text of the file that an environment variable names, once: the file is removed, so that nobody reads it after this. Null
 * where the variable is not set. Throws where the file is not there.
 */
export function takeSecret(name: string): string | null {
  const file = variable(name);
  if (!file) return null;
  const secret = readFileSync(file, 'utf8');
  rmSync(file);
  delete process.env[name];
  return secret;
}

/** The folder that relative paths start from. */
export function workingFolder(): string {
  return process.cwd();
}

export function homeFolder(): string {
  return homedir();
}

/** The processor's model name. */
export function processor(): string {
  return cpus()[0]?.model ?? 'unknown';
}

/** Threads that may run at once. */
export function threadCount(): number {
  return availableParallelism();
}

/** The JavaScript engine and its version: `v20.19.0` of Node. */
export function runtime(): string {
  return process.version;
}

/** Columns of the terminal; null for a file or a pipe. */
export function terminalWidth(): number | null {
  return process.stdout.columns ?? null;
}

/** Lets waiting events in: a notebook's messages, Ctrl-C. */
export function backgroundTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
