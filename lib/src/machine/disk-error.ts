import { UserError } from '../errors';

interface Words {
  readonly given: string;
  readonly expected: string;
  readonly remedy: string;
}

const FULL: Words = {
  given: 'a full disk',
  expected: 'room for what is to be written',
  remedy: 'Free some space and start the same command again: all finished epochs are safe.',
};
const LIMITED: Words = {
  ...FULL,
  given: 'a file larger than the system allows',
  remedy:
    'Raise the limit (ulimit -f unlimited) and start the same command again: all finished epochs are safe.',
};
const FORBIDDEN: Words = {
  given: 'no permission to read and write',
  expected: 'a file or folder of one’s own',
  remedy: 'Change its permissions, or choose another folder.',
};
const NO_FOLDER: Words = {
  given: 'a file',
  expected: 'a folder, or nothing yet',
  remedy: 'Move the file away, or choose another folder.',
};
const BROKEN: Words = {
  given: 'a disk that fails to read or write',
  expected: 'a disk that works',
  remedy: 'Look at the system’s log (dmesg); save what is there, and choose another disk.',
};
const TOO_MANY: Words = {
  given: 'more open files than the system allows',
  expected: 'room for another',
  remedy:
    'Nothing is wrong with it. Close other programs, or raise the limit (ulimit -n 1024) and start the same command again.',
};
const MISSING: Words = {
  given: 'nothing of that name',
  expected: 'a readable file',
  remedy: 'Check the path.',
};
const FOLDER: Words = {
  given: 'a folder',
  expected: 'a file, or nothing yet',
  remedy: 'Name a file, or move the folder away.',
};
const NOT_A_PLACE: Words = {
  given: 'a path that the system cannot use',
  expected: 'the path of a file',
  remedy: 'Check it for links in a circle, and its length.',
};

/** Of `getcwd`: the shell stands in a folder that is no more. */
const NOWHERE: Words = {
  given: 'a current folder that was deleted',
  expected: 'one that is there',
  remedy: 'Change to another folder (cd) and start the same command again.',
};

const TOO_LARGE: Words = {
  given: 'a file of more than 2 GiB',
  expected: 'one that fits into memory at once',
  remedy: 'Give it in parts, or in a format that is read in parts: .npz, .safetensors, .arrow, .parquet.',
};

const KNOWN: Readonly<Record<string, Words>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: LIMITED,
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: { ...FORBIDDEN, given: 'no permission to write: the disk can only be read' },
  ENOTDIR: NO_FOLDER,
  EEXIST: NO_FOLDER,
  EIO: BROKEN,
  ESTALE: BROKEN,
  EMFILE: TOO_MANY,
  ENFILE: TOO_MANY,
  ENOENT: MISSING,
  EISDIR: FOLDER,
  ELOOP: NOT_A_PLACE,
  ENAMETOOLONG: NOT_A_PLACE,
  ERR_FS_FILE_TOO_LARGE: TOO_LARGE,
  ENXIO: NOT_A_PLACE,
  EINVAL: NOT_A_PLACE,
};

/** A failure of the disk in words; `code` is the system's (`ENOSPC`). */
export class DiskError extends UserError {
  constructor(
    where: string,
    readonly code: string,
    words: Words,
    cause: unknown,
  ) {
    super({ where, ...words }, { cause });
  }
}

/** A system error as a {@link DiskError} that names the path; anything else as it is. */
export function explained(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const { code, path: own, syscall } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' && syscall === 'uv_cwd') return new DiskError(path, code, NOWHERE, error);
  const words = code !== undefined ? KNOWN[code] : undefined;
  // Errors on writing carry no path.
  return words ? new DiskError(own ?? path, code!, words, error) : error;
}

/** Whether it says that too many files are open: nothing is wrong with the file itself. */
export function isTooManyOpen(error: unknown): boolean {
  return ['EMFILE', 'ENFILE'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');
}

/** Does `work` on `path`; a full disk and the like become a UserError that names the path. */
export async function explainingDiskErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explained(path, error);
  }
}

/** As {@link explainingDiskErrors}, for work that is done at once. */
export function explainingDiskErrorsNow<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explained(path, error);
  }
}
