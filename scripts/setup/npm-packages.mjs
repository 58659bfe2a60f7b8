import { at, caches } from '../paths.mjs';
import { readIfThere } from './atomic.mjs';
import { runLogged } from './run-logged.mjs';

/**
 * The packages of package-lock.json in node_modules. Done if npm's own record of what it installed agrees with the
 * lock file; npm writes that record last.
 */
export const npmPackages = {
  name: 'npm packages',
  isDone: () => agrees(readJson('package-lock.json'), readJson('node_modules/.package-lock.json')),
  async run(say) {
    const [npm, ...first] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
    await runLogged('npm', npm, [...first, 'ci'], { env: { npm_config_cache: caches.npm }, onLine: say });
  },
};

/** True if `installed` holds the version that `lock` names of every package, optional ones aside. */
export function agrees(lock, installed) {
  if (!lock || !installed) return false;
  return Object.entries(lock.packages).every(([folder, wanted]) => {
    const found = installed.packages[folder];
    if (!folder.includes('node_modules/')) return true;
    return found ? found.version === wanted.version : Boolean(wanted.optional || wanted.devOptional);
  });
}

function readJson(file) {
  return JSON.parse(readIfThere(at(...file.split('/'))) ?? 'null');
}
