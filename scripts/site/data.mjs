import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { at } from '../paths.mjs';
import { ownFolder } from './places.mjs';

/** Kept for the pages of docs; no notebook reads it. */
const FOR_PAGES = 'measured';

/**
 * The runs that notebooks load, and a list of their files with their hashes: a browser fetches one when a cell asks for it. The
 * heads of networks are files of their own, so that the networks need not be fetched.
 */
export async function writeData() {
  const folders = readdirSync(at('data'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map(({ name }) => name).filter((name) => name !== FOR_PAGES);
  for (const file of names.flatMap((name) => filesBelow(at('data', name)))) {
    const copy = join(ownFolder, relative(at(), file));
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(file, copy);
    if (basename(file) === 'best.safetensors') await writeHead(file, dirname(copy));
  }
  const index = filesBelow(join(ownFolder, 'data')).map((file) => {
    const bytes = readFileSync(file);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return [relative(ownFolder, file), { bytes: bytes.length, sha256 }];
  });
  writeFileSync(join(ownFolder, 'index.json'), JSON.stringify(Object.fromEntries(index), null, 1));
  return null;
}

/** @param {string} network @param {string} folder */
async function writeHead(network, folder) {
  const path = at('lib', 'dist', 'model', 'safetensors.js');
  const { readSafetensors, writeSafetensors } = (await import(pathToFileURL(path).href)).default;
  const { tensors } = await readSafetensors(network);
  const head = [...tensors].filter(([name]) => name.startsWith('linear.'));
  await writeSafetensors(join(folder, 'best-head.safetensors'), new Map(head));
}

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap(({ name, parentPath }) => {
    const path = join(parentPath, name);
    return entries.find((entry) => entry.name === name)?.isDirectory() ? filesBelow(path) : [path];
  });
}
