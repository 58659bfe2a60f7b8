import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../paths.mjs';
import { readIfThere } from './atomic.mjs';
import { runLogged } from './run-logged.mjs';
import { keyOf, readStamp, writeStamp } from './stamp.mjs';

const dist = at('lib', 'dist');
const stamp = join(dist, '.stamp.json');

/** The library `cnn-fragility`, compiled from lib/src to lib/dist; done if no source has changed since. */
export const library = {
  name: 'library',
  isDone: () => readStamp(stamp, libraryKey()) !== null,
  async run(say) {
    const key = libraryKey();
    const fresh = `${dist}.tmp`;
    rmSync(fresh, { recursive: true, force: true });
    const compiler = at('node_modules', 'typescript', 'bin', 'tsc');
    await runLogged('library', process.execPath, [compiler, '-p', 'lib', '--outDir', fresh], { onLine: say });
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
    writeStamp(stamp, key);
  },
};

function libraryKey() {
  const sources = filesUnder(at('lib', 'src')).filter((file) => !file.endsWith('.test.ts'));
  const settings = [
    at('tsconfig.json'),
    at('lib', 'tsconfig.json'),
    at('node_modules', 'typescript', 'package.json'),
  ];
  return keyOf([...sources, ...settings].map((file) => [file, readIfThere(file)]));
}

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
