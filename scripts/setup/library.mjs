import { join } from 'node:path';
import { keyOf, readStamp, writeStamp } from './stamp.mjs';
import { here } from './world.mjs';

/** @typedef {import('./world.mjs').World} World */

/** The library `cnn-fragility`, compiled from lib/src to lib/dist; done if no source has changed since and no file is gone. */
export const library = {
  name: 'library',
  isDone: (/** @type {World} */ world = here) => readStamp(stampOf(world), keyIn(world), world) !== null,
  /** @param {(text: string) => void} say @param {World} world */
  async run(say, world = here) {
    const key = keyIn(world);
    const dist = world.at('lib', 'dist');
    const fresh = `${dist}.tmp`;
    world.files.remove(fresh);
    const compiler = world.at('node_modules', 'typescript', 'bin', 'tsc');
    await world.run('library', process.execPath, [compiler, '-p', 'lib', '--outDir', fresh], { onLine: say });
    world.files.remove(dist);
    world.files.rename(fresh, dist);
    writeStamp(stampOf(world), key, {}, world.files.below(dist), world);
    return null;
  },
};

/** @param {World} world */
function stampOf(world) {
  return join(world.at('lib', 'dist'), '.stamp.json');
}

/** @param {World} world */
function keyIn({ at, files }) {
  const sources = files.below(at('lib', 'src')).filter((file) => !file.endsWith('.test.ts'));
  const settings = [
    at('tsconfig.json'),
    at('lib', 'tsconfig.json'),
    at('node_modules', 'typescript', 'package.json'),
  ];
  return keyOf([...sources, ...settings].map((file) => [file, files.read(file)]));
}
