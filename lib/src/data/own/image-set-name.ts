import { basename, extname, resolve } from '../../machine';

/** The endings of files with images. */
const ENDINGS = ['.npz', '.parquet'] as const;
export type ImageFileEnding = (typeof ENDINGS)[number];

/** The name of the images in a folder or file, as a run's name has it: letters, digits, `_`, `-` and `.`. */
export function imageSetName(path: string): string {
  const name = withoutEnding(basename(resolve(path))).replaceAll(/[^\w.-]+/g, '-');
  return /^\w/.test(name) ? name.slice(0, 100) : `images${name}`.slice(0, 100);
}

function withoutEnding(name: string): string {
  const ending = extname(name);
  return ENDINGS.some((known) => known === ending.toLowerCase()) ? name.slice(0, -ending.length) : name;
}
