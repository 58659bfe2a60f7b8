import { existsSync } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../errors';

/** The names in `files` that `folder` lacks; all of them if there is no such folder. */
export function missingFiles(folder: string, files: readonly string[]): string[] {
  return files.filter((file) => !existsSync(join(folder, file)));
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
  const given = existsSync(folder)
    ? `a folder without ${missing.join(', ')}`
    : 'a folder that does not exist';
  throw new UserError({ where: `${name} folder ${folder}`, given, expected, remedy });
}

/** The whole file. Throws UserError, naming it, if it cannot be read. */
export function readBytes(path: string): Promise<Buffer> {
  return readFile(path).catch((cause) => throwUnreadable(path, cause));
}

/** The file, open for reading. Throws UserError, naming it, if it cannot be read. */
export function openFile(path: string): Promise<FileHandle> {
  return open(path).catch((cause) => throwUnreadable(path, cause));
}

function throwUnreadable(path: string, cause: NodeJS.ErrnoException): never {
  const given = cause.code ?? cause.message;
  const remedy = 'Check the name of the folder and its permissions.';
  throw new UserError({ where: path, given, expected: 'a file that can be read', remedy }, { cause });
}
