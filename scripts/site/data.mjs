import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { at } from '../paths.mjs';
import { ownFolder } from './places.mjs';

/** The runs that notebooks load, and a list of their files with their hashes: a browser fetches one when a cell asks for it. */
export function writeData() {
  const index = /** @type {Record<string, { bytes: number, sha256: string }>} */ ({});
  for (const file of ['reference', 'seeds'].flatMap((name) => filesBelow(at('data', name)))) {
    const path = relative(at(), file);
    const bytes = readFileSync(file);
    index[path] = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    mkdirSync(dirname(join(ownFolder, path)), { recursive: true });
    copyFileSync(file, join(ownFolder, path));
  }
  writeFileSync(join(ownFolder, 'index.json'), JSON.stringify(index, null, 1));
  return null;
}

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap(({ name, parentPath }) => {
    const path = join(parentPath, name);
    return entries.find((entry) => entry.name === name)?.isDirectory() ? filesBelow(path) : [path];
  });
}
