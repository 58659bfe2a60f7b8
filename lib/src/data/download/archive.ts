import { UserError } from '../../errors';
import { DiskError, exists, makeFolder, move, remove, sizeOf, unpackTar } from '../../machine';
import { unpackedLimit } from '../files/limits';
import { alone } from './alone';
import { type FetchOptions, fetchArchive } from './download';

/** An archive on the web whose files lie in one top folder. */
export interface ArchiveSource extends FetchOptions {
  readonly url: string;
}

/** Downloads and unpacks an archive to `folder`, which appears complete or not at all. Throws UserError. */
export async function fetchFolder(source: ArchiveSource, folder: string): Promise<void> {
  const archive = `${folder}.tar.gz`;
  await alone(folder, async (waited) => {
    if (waited && exists(folder)) return;
    await fetchArchive(source.url, archive, source);
    await unpackArchive(archive, folder);
    await remove(archive);
  });
}

/**
 * Unpacks a `.tar.gz` whose files lie in one top folder, and makes `folder` that folder, replacing what has
 * its name. Throws UserError on a damaged archive, which leaves `folder` as it was.
 */
export async function unpackArchive(archive: string, folder: string): Promise<void> {
  const temporary = `${folder}.unpacking`;
  await remove(temporary);
  await makeFolder(temporary);
  try {
    await unpackTar(archive, temporary, unpackedLimit(await sizeOf(archive)));
  } catch (cause) {
    await remove(temporary);
    throw cause instanceof DiskError ? cause : unpackingFailed(archive, cause);
  }
  await remove(folder);
  await move(temporary, folder);
}

function unpackingFailed(archive: string, cause: unknown): UserError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new UserError(
    {
      where: archive,
      given: `an archive that does not unpack (${reason})`,
      expected: 'a complete .tar.gz, and room on the disk for its files',
      remedy: 'Delete it, make room and run this again.',
    },
    { cause },
  );
}
