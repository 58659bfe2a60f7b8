import { packageFolder, requireModule } from '../machine';

interface StandardError {
  /** Points file descriptor 2 at /dev/null and returns a copy of what it was. */
  mute(): number;
  /** Points file descriptor 2 at that copy again and closes the copy. */
  restore(saved: number): void;
}

/**
 * Runs `fn` with the process's standard error muted. TensorFlow prints a notice from a static initialiser,
 * before any log level can be set; only the file descriptor can stop it. Without the small addon of
 * `lib/native/stderr.c` the notice is printed.
 */
export function muted<T>(fn: () => T): T {
  const stderr = requireModule<StandardError>(packageFolder('native', 'stderr.node'));
  if (!stderr) return fn();
  const saved = stderr.mute();
  try {
    return fn();
  } finally {
    stderr.restore(saved);
  }
}
