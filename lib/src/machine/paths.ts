/** Paths of files as the system writes them. */
export { basename, dirname, extname, join, resolve } from 'node:path';
