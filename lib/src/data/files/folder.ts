import { UserError } from '../../errors';
import { exists, join } from '../../machine';

/** The names in `files` that `folder` lacks; all of them if there is no such folder. */
export function missingFiles(folder: string, files: readonly string[]): string[] {
  return files.filter((file) => !exists(join(folder, file)));
}

/** A folder of a data set that somebody named, and how to say what it should be. */
export interface NamedFolder {
  /** Name of the data set. */
  readonly name: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly expected: string;
  readonly remedy: string;
}

/** Throws UserError unless the folder has all files. */
export function requireFiles({ name, folder, files, expected, remedy }: NamedFolder): void {
  const missing = missingFiles(folder, files);
  if (missing.length === 0) return;
  const given = exists(folder) ? `a folder without ${missing.join(', ')}` : 'a folder that does not exist';
  throw new UserError({ where: `${name} folder ${folder}`, given, expected, remedy });
}
