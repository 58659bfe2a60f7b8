import { here } from './world.mjs';

/** @typedef {import('./world.mjs').World} World */
/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} Package */
/** @typedef {{ packages: Record<string, Package> }} Lock */

/**
 * The packages of package-lock.json in node_modules. Done if npm's own record of what it installed agrees with the
 * lock file, and each package is there; npm writes that record last.
 */
export const npmPackages = {
  name: 'npm packages',
  isDone(/** @type {World} */ world = here) {
    const installed = readJson(world, 'node_modules', '.package-lock.json');
    return (
      installed !== null &&
      agrees(readJson(world, 'package-lock.json'), installed) &&
      areThere(world, installed)
    );
  },
  /** @param {(text: string) => void} say @param {World} world */
  async run(say, world = here) {
    const { npm_execpath: script } = world.env;
    const [npm, ...first] = script ? [process.execPath, script] : ['npm'];
    await world.run('npm', npm, [...first, 'ci'], {
      // Under `npm run --silent` npm would not say why it fails.
      env: { npm_config_cache: world.caches.npm, npm_config_loglevel: 'notice' },
      onLine: say,
    });
    return null;
  },
};

/**
 * True if `installed` holds the version that `lock` names of every package, optional ones aside.
 *
 * @param {Lock | null} lock
 * @param {Lock | null} installed
 */
export function agrees(lock, installed) {
  if (!lock || !installed) return false;
  return Object.entries(lock.packages).every(([folder, wanted]) => {
    const found = installed.packages[folder];
    if (!folder.includes('node_modules/')) return true;
    return found ? found.version === wanted.version : Boolean(wanted.optional || wanted.devOptional);
  });
}

/** @param {World} world @param {Lock} installed */
function areThere({ at, files }, { packages }) {
  const copied = Object.entries(packages).filter(
    ([folder, { link }]) => folder.startsWith('node_modules/') && !link,
  );
  return copied.every(([folder]) => files.size(at(folder, 'package.json')) !== null);
}

/** Null where there is none, and for what a crash or a hand has spoilt. @param {World} world @param {string[]} parts @returns {Lock | null} */
function readJson({ at, files }, ...parts) {
  const text = files.read(at(...parts));
  try {
    const lock = JSON.parse(text ?? 'null');
    return lock?.packages instanceof Object ? lock : null;
  } catch {
    return null;
  }
}
