import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { explainingDiskErrors } from './disk-error';
import { refuseEndless } from './files';

type Algorithm = 'sha256' | 'md5';

/** Hash of all bytes or texts (as UTF-8), one after the other, in hexadecimal. */
export function hashOf(algorithm: Algorithm, ...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Hash of a whole file, in hexadecimal. Throws UserError if it cannot be read. */
export async function hashOfFile(algorithm: Algorithm, path: string): Promise<string> {
  const hash = createHash(algorithm);
  await explainingDiskErrors(path, async () => {
    await refuseEndless(path);
    await pipeline(createReadStream(path), hash);
  });
  return hash.digest('hex');
}
