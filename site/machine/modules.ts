import { host } from './host';
import { join } from './paths';
import { HOME } from './site-files';

export function packageFolder(...path: string[]): string {
  return join(HOME, 'lib', ...path);
}

/** There are no native modules. */
export function requireModule<T>(_name: string): T | null {
  return null;
}

export function moduleFile(name: string): string {
  return join(HOME, 'modules', `${name}.js`);
}

export function modulePath(_name: string, ..._path: string[]): string | null {
  return null;
}

/** The kernel's own module is the page. */
export function loadedModule<T>(file: RegExp): T | null {
  return file.test('/tslab/dist/jupyter.js') ? (host() as unknown as T) : null;
}
