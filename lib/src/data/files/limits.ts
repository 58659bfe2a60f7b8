import { variable } from '../../machine';

/** Reads a part of a file, or of bytes in memory, into `target`. */
export interface Source {
  readonly size: number;
  fill(offset: number, target: Uint8Array): Promise<void>;
}

/** Bytes that compressed parts may always take. */
const UNPACKED_MIB = 512;

/**
 * Bytes that the compressed parts of a file of `size` bytes may take in memory: 6 times the file, or `FRAGILITY_UNPACKED_MIB`
 * (512) where that is more. A small file may claim to hold any number of bytes; this is asked before any are made room for.
 */
export function unpackedLimit(size: number): number {
  const given = Number(variable('FRAGILITY_UNPACKED_MIB') || UNPACKED_MIB);
  return Math.max(6 * size, (given > 0 ? given : UNPACKED_MIB) * 2 ** 20);
}

/** What a reader says of a file beyond {@link unpackedLimit}. */
export function beyondLimit(bytes: number, limit: number): readonly [given: string, expected: string] {
  return [
    `${mib(bytes)} MiB of unpacked values`,
    `at most ${mib(limit)} MiB (more with FRAGILITY_UNPACKED_MIB=${mib(bytes)})`,
  ];
}

function mib(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
