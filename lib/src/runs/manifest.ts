import { UserError } from '../errors';
import {
  basename,
  dirname,
  exists,
  hashOf,
  join,
  listedFile,
  listFolder,
  readBytes,
  readText,
  writeFileAtomically,
} from '../machine';
import { type Manifest, type ManifestFile, type ManifestRun, parseManifest } from './stored';

/** The list of the published runs in a folder, beside them. */
export const MANIFEST = 'manifest.json';

export type { Manifest, ManifestFile, ManifestRun } from './stored';

/** Enters a run's folder, with the files that it has now, in the manifest beside it. */
export async function enterInManifest(folder: string, origin: Omit<ManifestRun, 'files'>): Promise<void> {
  const files: Record<string, ManifestFile> = {};
  for (const name of listFolder(folder)) files[name] = await fileOf(join(folder, name));
  const runs = { ...(await readManifest(dirname(folder))), [basename(folder)]: { ...origin, files } };
  const sorted = Object.fromEntries(Object.entries(runs).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFileAtomically(join(dirname(folder), MANIFEST), `${JSON.stringify(sorted, null, 2)}\n`);
}

/** Checks a run's files against the manifest beside it; a run that no manifest lists is not checked. Throws UserError. */
export async function verifyRun(folder: string): Promise<void> {
  const run = (await readManifest(dirname(folder)))[basename(folder)];
  for (const [name, listed] of Object.entries(run?.files ?? {})) {
    const file = join(folder, name);
    const found = exists(file) ? (listedFile(file) ?? (await fileOf(file))) : null;
    if (found?.sha256 !== listed.sha256) throw damaged(file, found, listed);
  }
}

/** The manifest in a folder; empty where there is none. */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, MANIFEST);
  if (!exists(file)) return {};
  return parseManifest(file, await readText(file));
}

async function fileOf(file: string): Promise<ManifestFile> {
  const content = await readBytes(file);
  return { bytes: content.length, sha256: hashOf('sha256', content) };
}

const RESTORE = 'Restore it from the repository (git checkout), or publish the run again.';

function damaged(where: string, found: ManifestFile | null, listed: ManifestFile): UserError {
  const words = ({ bytes, sha256 }: ManifestFile) => `${bytes} bytes with sha256 ${sha256.slice(0, 12)}…`;
  const problem = {
    given: found ? words(found) : 'no such file',
    expected: `${words(listed)}, as ${MANIFEST} lists it`,
    remedy: RESTORE,
  };
  return new UserError({ where, ...problem });
}
