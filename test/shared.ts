import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * A folder or file of the material that is too large, or not ours, to commit (data sets, the authors' model):
 * below `FRAGILITY_SHARED`, else beside the checkout. `null` if it is not there: the test skips and says so.
 */
export function sharedFolder(...parts: string[]): string | null {
  const root = process.env.FRAGILITY_SHARED ?? resolve(__dirname, '..', '..', 'shared');
  const path = join(root, ...parts);
  return existsSync(path) ? path : null;
}
