/** Unpacks a `.tar.gz` into a folder that is there, without the archive's top folder. Throws on a damaged one. */
export async function unpackTar(archive: string, folder: string): Promise<void> {
  const { extract } = await import('tar');
  await extract({ file: archive, cwd: folder, strip: 1, strict: true });
}
