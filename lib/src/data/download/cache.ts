import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const WORKSPACE = 'cnn-fragility-notebooks';

/**
 * Where downloaded data sets are kept: `FRAGILITY_CACHE`, else `.cache/datasets` of the checkout that the
 * current folder is in, else `~/.cache/cnn-fragility`.
 */
export function datasetCache(): string {
  if (process.env.FRAGILITY_CACHE) return resolve(process.env.FRAGILITY_CACHE);
  const root = checkoutAround(process.cwd());
  return root ? join(root, '.cache', 'datasets') : join(homedir(), '.cache', 'cnn-fragility');
}

function checkoutAround(start: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isCheckout(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return null;
  }
}

function isCheckout(packageFile: string): boolean {
  if (!existsSync(packageFile)) return false;
  try {
    return JSON.parse(readFileSync(packageFile, 'utf8')).name === WORKSPACE;
  } catch {
    return false;
  }
}
