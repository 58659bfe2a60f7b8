import { UserError } from '../errors';

const FULL = {
  given: 'a full disk',
  expected: 'room for two checkpoints and the embeddings',
  remedy: 'Free some space and start the same command again: all finished epochs are safe.',
};
const FORBIDDEN = {
  given: 'no permission to read and write',
  expected: 'a folder of one’s own',
  remedy: 'Change its permissions, or choose another folder.',
};
const NO_FOLDER = {
  given: 'a file',
  expected: 'a folder, or nothing yet',
  remedy: 'Move the file away, or choose another folder.',
};

const KNOWN: Readonly<Record<string, Omit<UserError['problem'], 'where'>>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: FORBIDDEN,
  ENOTDIR: NO_FOLDER,
  EEXIST: NO_FOLDER,
};

/** Does `work`, which writes into `folder`; a full disk and the like become a UserError that names the path. */
export async function explainingDiskErrors<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code, path } = cause as NodeJS.ErrnoException;
    const problem = KNOWN[code ?? ''];
    // Errors on writing carry no path.
    if (problem) throw new UserError({ where: path ?? folder, ...problem }, { cause });
    throw cause;
  }
}
