import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { uninterrupted } from './interruption';

/** The library's own folder, with `assets`, `native` and `package.json`. */
export function packageFolder(...path: string[]): string {
  return join(__dirname, '..', '..', ...path);
}

const requireHere = createRequire(__filename);

/** Loads a native module, by its file or its package; null where there is none. Throws if it is there and does not load. */
export function requireModule<T>(name: string): T | null {
  try {
    requireHere.resolve(name);
  } catch {
    return null;
  }
  return uninterrupted(() => requireHere(name) as T);
}

/** Whether a package is installed, as the disk says: Node remembers of a package that it looked for in vain that it is absent. */
export function isInstalled(name: string): boolean {
  return (requireHere.resolve.paths(name) ?? []).some((folder) => existsSync(join(folder, name)));
}

/** The file that an installed package is imported from. */
export function moduleFile(name: string): string {
  return requireHere.resolve(name);
}

/** A path within an installed package; null where that is not installed. */
export function modulePath(name: string, ...path: string[]): string | null {
  try {
    return join(dirname(requireHere.resolve(`${name}/package.json`)), ...path);
  } catch {
    return null;
  }
}

/** The exports of a module that this process has loaded already, by its file's name; null if there is none. */
export function loadedModule<T>(file: RegExp): T | null {
  const { cache } = createRequire(`${process.cwd()}/`);
  const path = Object.keys(cache).find((name) => file.test(name));
  return path ? (cache[path]?.exports as T) : null;
}
