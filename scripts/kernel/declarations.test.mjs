import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { at } from '../paths.mjs';

const index = at('lib', 'dist', 'index.d.ts');

/** The packages whose declarations a file of declarations asks for, itself or through those that it imports. @param {string} entry */
function packagesBehind(entry) {
  const files = new Set([entry]);
  const packages = new Set();
  for (const file of files)
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?['"]([^'"]+)['"]/g)) {
      if (!name.startsWith('.')) packages.add(name);
      else files.add(declarationsOf(join(dirname(file), name)));
    }
  return [...packages].filter((name) => !name.startsWith('node:'));
}

/** @param {string} path */
function declarationsOf(path) {
  const candidates = [`${path}.d.ts`, join(path, 'index.d.ts'), path.replace(/\.cjs$/, '.d.cts')];
  return candidates.find((file) => existsSync(file)) ?? path;
}

// Those of Plotly, playwright and tfjs are 3 MB, which the compiler of every kernel would read and hold.
it.skipIf(!existsSync(index))("the library's declarations need those of no other package", () => {
  expect(packagesBehind(index)).toEqual([]);
});
