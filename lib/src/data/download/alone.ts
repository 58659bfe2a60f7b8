import { takeLock } from '../../machine';

/** Milliseconds between two looks at whether the other process is done. */
const LOOK_AGAIN = 200;

/**
 * Does `work` on a file or folder as the only process, after all that are at it: a lock beside it says so. `waited` tells whether
 * there was one, which may have done all of it.
 */
export async function alone<T>(path: string, work: (waited: boolean) => Promise<T>): Promise<T> {
  for (let waited = false; ; waited = true) {
    const { lock } = takeLock(`${path}.lock`);
    if (!lock) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
      continue;
    }
    try {
      return await work(waited);
    } finally {
      lock.release();
    }
  }
}
