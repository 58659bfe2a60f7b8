import { setTimeout as sleep } from 'node:timers/promises';
import { isTooManyOpen } from './disk-error';

/** How long to wait for others to close their files, and how often to look, in ms. */
const [PATIENCE, PAUSE] = [2000, 20];

/** Does `open`, which opens a file; where too many are open it waits until others are closed, then throws as `open` does. */
export async function whenFilesMayOpen<T>(open: () => Promise<T>): Promise<T> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!isTooManyOpen(error) || performance.now() > end) throw error;
      await sleep(PAUSE);
    }
  }
}
