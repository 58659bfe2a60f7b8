import { createHash } from 'node:crypto';
import { dirname, join, relative } from 'node:path';
import { here } from './world.mjs';

/** A short digest of everything that a step's result depends on. @param {...unknown} inputs */
export function keyOf(...inputs) {
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 16);
}

/**
 * What the stamp says if it was written for `key` and every file that it vouches for is still there, as long as it was;
 * else null. A stamp lies inside what it vouches for and goes with it.
 *
 * @param {string} file
 * @param {string} key
 * @param {import('./world.mjs').World} world
 */
export function readStamp(file, key, world = here) {
  const stamp = parsed(world.files.read(file));
  if (stamp?.key !== key) return null;
  const sizes = Object.entries(stamp.files ?? {});
  return sizes.every(([path, size]) => world.files.size(join(dirname(file), path)) === size) ? stamp : null;
}

/** null for what is half written, or was changed by hand. @param {string | null} text */
function parsed(text) {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/**
 * Says that a step is done for `key`, and made these files; to be written last.
 *
 * @param {string} file
 * @param {string} key
 * @param {Record<string, unknown>} facts
 * @param {string[]} made
 * @param {import('./world.mjs').World} world
 */
export function writeStamp(file, key, facts = {}, made = [], world = here) {
  const sizes = made.map((path) => [relative(dirname(file), path), world.files.size(path)]);
  const files = made.length > 0 ? { files: Object.fromEntries(sizes) } : {};
  world.files.write(file, `${JSON.stringify({ key, ...facts, ...files }, null, 2)}\n`);
}
