import { type Refusal, UserError } from '../../errors';
import { type OpenFile, openFile } from '../../machine';

/** What `read` makes of a file. Whatever it stumbles over in a damaged one is a UserError that names the file. */
export async function fromFile<T>(
  path: string,
  expected: string,
  read: (file: OpenFile, refuse: Refusal) => Promise<T>,
): Promise<T> {
  const remedy = 'docs/own-images.md says which files are read.';
  const refuse: Refusal = (given, wanted, cause) =>
    new UserError({ where: path, given, expected: wanted, remedy }, { cause });
  const file = await openFile(path);
  try {
    return await read(file, refuse);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    // What JavaScript says of a value that is not there tells a reader nothing.
    const reason = cause instanceof TypeError ? 'its parts do not fit together' : (cause as Error).message;
    throw refuse(`a file that cannot be read (${reason})`, expected, cause);
  } finally {
    await file.close();
  }
}
