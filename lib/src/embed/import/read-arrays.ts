import type { Source } from '../../data/files/limits';
import { UserError } from '../../errors';
import { extname, openFile } from '../../machine';
import { readSafetensors } from '../../model/safetensors';
import type { ArrayFile, NamedArrays, Refusal } from './arrays';
import { readArrow } from './read-arrow';
import { readCsv } from './read-csv';
import { readNpz } from './read-npz';
import { readParquet } from './read-parquet';

/** A kind of file: what it should be, and who reads it. */
interface Format {
  readonly expected: string;
  read(file: Source, refuse: Refusal): Promise<NamedArrays>;
}

const ARROW: Format = { expected: 'an Arrow IPC file', read: readArrow };
const FORMATS: Readonly<Record<string, Format>> = {
  '.npz': { expected: 'what numpy.savez writes', read: readNpz },
  '.parquet': { expected: 'a Parquet file', read: readParquet },
  '.arrow': ARROW,
  '.feather': ARROW,
  '.csv': {
    expected: 'a table of numbers with a line of names',
    read: (file, refuse) => readCsv(file, ',', refuse),
  },
  '.tsv': {
    expected: 'a table of numbers with a line of names',
    read: (file, refuse) => readCsv(file, '\t', refuse),
  },
};

/** The arrays of a `.npz`, `.safetensors`, `.parquet`, `.arrow`, `.feather`, `.csv` or `.tsv` file, to be read and then closed. */
export async function openArrays(file: string, refuse: Refusal = refusal(file)): Promise<ArrayFile> {
  const ending = extname(file).toLowerCase();
  if (ending === '.safetensors') return { arrays: await safetensors(file), close: async () => {} };
  const format = FORMATS[ending];
  if (!format)
    throw refuse(`a name ending in "${ending}"`, `.safetensors or ${Object.keys(FORMATS).join(', ')}`);
  const opened = await openFile(file).catch(({ problem, cause }) => {
    throw refuse(problem.given, problem.expected, cause);
  });
  try {
    const arrays = await guarded(() => format.read(opened, refuse), format, refuse);
    const careful = [...arrays].map(([name, read]) => [name, () => guarded(read, format, refuse)] as const);
    return { arrays: new Map(careful), close: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function safetensors(file: string): Promise<NamedArrays> {
  const { tensors } = await readSafetensors(file, true);
  return new Map([...tensors].map(([name, tensor]) => [name, async () => tensor]));
}

/** Whatever a reader stumbles over in a damaged file is an error about that file. */
async function guarded<T>(read: () => Promise<T>, { expected }: Format, refuse: Refusal): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    // What JavaScript says of a value that is not there tells a reader nothing.
    const reason = cause instanceof TypeError ? 'its parts do not fit together' : (cause as Error).message;
    throw refuse(`a file that cannot be read (${reason})`, expected, cause);
  }
}

/** Errors that name the file and where its form is described. */
export function refusal(file: string): Refusal {
  const remedy = 'docs/bring-your-own.md shows how to write such a file.';
  return (given, expected, cause) =>
    new UserError({ where: `importEmbeddings(${file})`, given, expected, remedy }, { cause });
}
