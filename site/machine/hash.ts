import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { readBytes } from './files';
import { sha256Of } from './sha256';

type Algorithm = 'sha256' | 'md5';

export function hashOf(algorithm: Algorithm, ...parts: readonly (string | Uint8Array)[]): string {
  const hash = { sha256, md5 }[algorithm].create();
  for (const part of parts) hash.update(typeof part === 'string' ? new TextEncoder().encode(part) : part);
  return bytesToHex(hash.digest());
}

export async function hashOfFile(algorithm: Algorithm, path: string): Promise<string> {
  const bytes = await readBytes(path);
  return algorithm === 'sha256' ? sha256Of(bytes as Uint8Array<ArrayBuffer>) : hashOf(algorithm, bytes);
}
