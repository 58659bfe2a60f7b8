import {
  dirname,
  exists,
  homeFolder,
  join,
  readTextNow,
  resolve,
  variable,
  workingFolder,
} from '../../machine';

const WORKSPACE = 'cnn-fragility-notebooks';

/**
 * Where downloaded data sets are kept: `FRAGILITY_CACHE`, else `.cache/datasets` of the checkout that the
 * current folder is in, else `~/.cache/cnn-fragility`.
 */
export function datasetCache(): string {
  const named = variable('FRAGILITY_CACHE');
  if (named) return resolve(named);
  const root = checkoutAround(workingFolder());
  return root ? join(root, '.cache', 'datasets') : join(homeFolder(), '.cache', 'cnn-fragility');
}

function checkoutAround(start: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isCheckout(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return null;
  }
}

function isCheckout(packageFile: string): boolean {
  if (!exists(packageFile)) return false;
  try {
    return JSON.parse(readTextNow(packageFile)).name === WORKSPACE;
  } catch {
    return false;
  }
}
