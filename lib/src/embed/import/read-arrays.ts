import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { UserError } from '../../errors';
import { readSafetensors } from '../../model/safetensors';
import type { NamedArrays, Refusal } from './arrays';
import { readArrow } from './read-arrow';
import { readNpz } from './read-npz';
import { readParquet } from './read-parquet';

type Reader = (bytes: Uint8Array, refuse: Refusal) => NamedArrays | Promise<NamedArrays>;

const READERS: Readonly<Record<string, Reader>> = {
  '.npz': readNpz,
  '.parquet': readParquet,
  '.arrow': readArrow,
  '.feather': readArrow,
};

/** The numeric arrays of a `.npz`, `.safetensors`, `.parquet`, `.arrow` or `.feather` file. */
export async function readArrays(file: string): Promise<NamedArrays> {
  const refuse = refusal(file);
  const format = extname(file).toLowerCase();
  if (format === '.safetensors') return (await readSafetensors(file)).tensors;
  const reader = READERS[format];
  if (!reader)
    throw refuse(`a name ending in "${format}"`, `.safetensors or ${Object.keys(READERS).join(', ')}`);
  const bytes = await readFile(file).catch((cause) => {
    throw refuse((cause as Error).message, 'a readable file', cause);
  });
  return reader(bytes, refuse);
}

/** Errors that name the file and where its form is described. */
export function refusal(file: string): Refusal {
  const remedy = 'docs/bring-your-own.md shows how to write such a file.';
  return (given, expected, cause) =>
    new UserError({ where: `importEmbeddings(${file})`, given, expected, remedy }, { cause });
}
