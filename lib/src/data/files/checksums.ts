import { hashOfFile, join, readText, stampOf, writeFileAtomically } from '../../machine';

/** SHA-256 of files by their path, each with the stamp that the file had when it was read. */
type Remembered = Record<string, { readonly stamp: string; readonly sha256: string }>;

/**
 * The names of those files in `folder` that are not what `sha256` says. What was found is kept in the file `memory` and not
 * computed again until a file's size or date changes.
 */
export async function alteredFiles(
  folder: string,
  sha256: Readonly<Record<string, string>>,
  memory: string,
): Promise<string[]> {
  const known = await remembered(memory);
  const names = Object.keys(sha256);
  let isNew = false;
  for (const name of names) {
    const path = join(folder, name);
    const stamp = await stampOf(path);
    if (known[path]?.stamp === stamp) continue;
    known[path] = { stamp, sha256: await hashOfFile('sha256', path) };
    isNew = true;
  }
  // Where nothing can be written, it is computed again next time.
  if (isNew) await writeFileAtomically(memory, `${JSON.stringify(known)}\n`).catch(() => {});
  return names.filter((name) => known[join(folder, name)].sha256 !== sha256[name]);
}

async function remembered(memory: string): Promise<Remembered> {
  try {
    const found: unknown = JSON.parse(await readText(memory));
    return typeof found === 'object' && found !== null ? (found as Remembered) : {};
  } catch {
    return {};
  }
}
