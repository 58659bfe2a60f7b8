/**
 * Unpacks a `.tar.gz` into a folder that is there, without the archive's top folder. The archive is read to its end first, by
 * which its checksums are compared and its files counted (RangeError for more than `most` bytes); nothing is written of a
 * damaged one, and so nothing is still being written when this throws.
 */
export async function unpackTar(archive: string, folder: string, most: number): Promise<void> {
  const { extract, list } = await import('tar');
  let bytes = 0;
  const onReadEntry = ({ size }: { size: number }) => {
    bytes += size;
  };
  await list({ file: archive, strict: true, onReadEntry });
  if (!(bytes <= most)) throw new RangeError(`${bytes} bytes in it, more than ${most}`);
  await extract({ file: archive, cwd: folder, strip: 1, strict: true });
}
