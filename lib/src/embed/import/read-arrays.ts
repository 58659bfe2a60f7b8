import type { ArrayFile, NamedArrays, Refusal } from '../../data/files/arrays';
import type { Source } from '../../data/files/limits';
import { readNpz } from '../../data/files/npz';
import { readParquet } from '../../data/files/parquet';
import { UserError } from '../../errors';
import { extname, kindBehind, openFile } from '../../machine';
import { readSafetensors } from '../../model/safetensors';
import { readArrow } from './read-arrow';
import { readCsv } from './read-csv';
import { openFolder } from './read-folder';
import { openHdf5 } from './read-hdf5';
import { readJsonLines } from './read-json-lines';
import { readTorch } from './read-torch';

/** A kind of file: what it should be, and who opens it. */
interface Format {
  readonly expected: string;
  open(path: string, refuse: Refusal): Promise<ArrayFile>;
}

/** A format that is read from an opened file. */
function reading(expected: string, read: (file: Source, refuse: Refusal) => Promise<NamedArrays>): Format {
  const open = async (path: string, refuse: Refusal) => {
    const file = await openFile(path);
    try {
      return { arrays: await read(file, refuse), close: file.close };
    } catch (error) {
      await file.close();
      throw error;
    }
  };
  return { expected, open };
}

const TABLE = 'a table of numbers with a line of names';
const ARROW = reading('an Arrow IPC file', readArrow);
const JSON_LINES = reading('a JSON object a line', readJsonLines);
const TORCH = reading('what torch.save writes', readTorch);
const HDF5: Format = { expected: 'an HDF5 file', open: hdf5 };
const FORMATS: Readonly<Record<string, Format>> = {
  '.safetensors': { expected: 'a safetensors file', open: safetensors },
  '.npz': reading('what numpy.savez writes', readNpz),
  '.parquet': reading('a Parquet file', readParquet),
  '.arrow': ARROW,
  '.arrows': ARROW,
  '.ipc': ARROW,
  '.feather': ARROW,
  '.csv': reading(TABLE, (file, refuse) => readCsv(file, ',', refuse)),
  '.tsv': reading(TABLE, (file, refuse) => readCsv(file, '\t', refuse)),
  '.jsonl': JSON_LINES,
  '.ndjson': JSON_LINES,
  '.h5': HDF5,
  '.hdf5': HDF5,
  '.pt': TORCH,
  '.pth': TORCH,
  '.th': TORCH,
  '.tar': TORCH,
};
const FOLDER: Format = { expected: 'a folder of .npy files', open: openFolder };

/** The arrays of a file of any of these formats, or of a folder of `.npy` files, to be read and then closed. */
export async function openArrays(path: string, refuse: Refusal = refusal(path)): Promise<ArrayFile> {
  const format = kindBehind(path) === 'folder' ? FOLDER : formatOf(path, refuse);
  const { arrays, close } = await guarded(() => format.open(path, refuse), format, refuse);
  const careful = [...arrays].map(([name, read]) => [name, () => guarded(read, format, refuse)] as const);
  return { arrays: new Map(careful), close };
}

function formatOf(path: string, refuse: Refusal): Format {
  const ending = extname(path).toLowerCase();
  const format = FORMATS[ending];
  if (format) return format;
  if (ending === '.npy')
    throw refuse('a .npy file, which holds one array', 'the folder of features.npy, labels.npy …');
  const [first, ...others] = Object.keys(FORMATS);
  throw refuse(`a name ending in "${ending}"`, `${first} or ${others.join(', ')}, or a folder of .npy files`);
}

/** Opened once for the words on one that is not there, once by the C library. */
async function hdf5(path: string, refuse: Refusal): Promise<ArrayFile> {
  const { size, close } = await openFile(path);
  await close();
  return openHdf5(path, size, refuse);
}

async function safetensors(path: string): Promise<ArrayFile> {
  const { tensors } = await readSafetensors(path, true);
  const arrays = new Map([...tensors].map(([name, tensor]) => [name, async () => tensor]));
  return { arrays, close: async () => {} };
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
