/** Paths with slashes, as in Node on Linux. */
import { host } from './host';

/** The last part; without `ending`, if it has that. */
export function basename(path: string, ending = ''): string {
  const name = path.replace(/\/+$/, '').split('/').at(-1)!;
  return name !== ending && name.endsWith(ending) ? name.slice(0, name.length - ending.length) : name;
}

export function dirname(path: string): string {
  const end = path.replace(/\/+$/, '').lastIndexOf('/');
  if (end < 0) return '.';
  return path.slice(0, end) || '/';
}

/** With its dot; nothing for a name that begins with its only dot. */
export function extname(path: string): string {
  return /[^/](\.[^./]*)\/*$/.exec(path)?.[1] ?? '';
}

export function join(...parts: string[]): string {
  return normal(parts.filter(Boolean).join('/')) || '.';
}

/** The path from the root; a relative one begins in the notebook's folder. */
export function resolve(...parts: string[]): string {
  const from = ['/', host().folder, ...parts].reduce((at, part) =>
    part.startsWith('/') ? part : `${at}/${part}`,
  );
  return normal(from).replace(/(.)\/$/, '$1');
}

function normal(path: string): string {
  const absolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push(part);
  }
  const end = path.endsWith('/') && parts.length > 0 ? '/' : '';
  return `${absolute ? '/' : ''}${parts.join('/')}${end}`;
}
