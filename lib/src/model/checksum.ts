import { hashOf } from '../machine';
import type { HostTensor } from './weights';

/** SHA-256 of tensors, their names and shapes, and what is said `about` them: the epoch, which then cannot change alone. */
export function checksumOf(tensors: ReadonlyMap<string, HostTensor>, about: string): string {
  const parts = [...tensors].flatMap(([name, { shape, data }]) => [
    `\n${name} ${shape}\n`,
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  ]);
  return hashOf('sha256', about, ...parts);
}
