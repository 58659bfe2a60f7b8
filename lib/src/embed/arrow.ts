import { fixedSizeList, float16, float32, int32, tableFromArrays, tableToIPC } from '@uwdata/flechette';
import type { NamedArrays, Refusal } from '../data/files/arrays';
import { UserError } from '../errors';
import { nearestHalf } from '../half';
import { writeFileAtomically } from '../machine';
import type { HostTensor } from '../model/weights';
import { argmaxRows, type Embedding, type Head } from './embeddings';
import { logitsUnder } from './head-logits';
import { openArrays } from './import/read-arrays';

/** How numbers are stored; half precision halves the file and keeps three digits. */
type FloatFormat = 'float16' | 'float32';

/** How each column is stored. Default: float32. */
export interface Storage {
  readonly fe?: FloatFormat;
  /** `none`: left out; whoever reads the file computes them from the features and the head. */
  readonly logits?: 'float32' | 'none';
}

/** An embedding and where its instances come from. */
export interface StoredEmbedding {
  readonly embedding: Embedding;
  /** Position of each instance in its data set's own order. `index: [n]`. */
  readonly index: Int32Array;
}

/**
 * Writes an Arrow IPC file with the columns `index`, `label` (int32), `fe` (list of H) and, unless they are left out,
 * `logits` (list of C), one row an instance; any Arrow reader takes it.
 */
export async function writeEmbedding(
  file: string,
  { embedding, index }: StoredEmbedding,
  storage: Storage = {},
): Promise<void> {
  const fe = list(embedding.fe, embedding.H, storage.fe);
  const logits = storage.logits === 'none' ? null : list(embedding.logits, embedding.C);
  const columns = { index, label: embedding.labels, fe: fe.rows, ...(logits && { logits: logits.rows }) };
  const types = { index: int32(), label: int32(), fe: fe.type, ...(logits && { logits: logits.type }) };
  const bytes = tableToIPC(tableFromArrays(columns, { types }), { format: 'file' });
  if (bytes) await writeFileAtomically(file, bytes);
}

/** Reads what {@link writeEmbedding} wrote; `head` is asked for logits that the file leaves out. Predictions are their argmax. */
export async function readEmbedding(file: string, head?: Head): Promise<StoredEmbedding> {
  const { arrays, close } = await openArrays(file, refusal(file));
  try {
    const derived = head !== undefined && !arrays.has('logits');
    const fe = await matrix(file, arrays, 'fe');
    const [n, H] = fe.shape;
    const logits = derived
      ? { shape: [n, head.C], data: logitsUnder(head, fe) }
      : await matrix(file, arrays, 'logits');
    const [labels, index] = [
      await wholeNumbers(file, arrays, 'label', n),
      await wholeNumbers(file, arrays, 'index', n),
    ];
    const C = logits.shape[1];
    if (derived && head.H !== H) fail(file, `fe of [${n}, ${H}]`, `[${n}, ${head.H}]`);
    if (logits.shape[0] !== n) fail(file, `logits of [${logits.shape}]`, `[${n}, C]`);
    const wrong = labels.find((y) => !(y >= 0 && y < C));
    if (wrong !== undefined) fail(file, `label ${wrong}`, `classes from 0 to ${C - 1}`);
    const predictions = argmaxRows(logits.data, C);
    return { embedding: { n, H, C, fe: fe.data, logits: logits.data, labels, predictions }, index };
  } finally {
    await close();
  }
}

/** The features alone of a file that {@link writeEmbedding} wrote, and each instance's position in its data set. `fe: [n, H]`. */
export async function readFeatures(
  file: string,
): Promise<Pick<Embedding, 'H' | 'fe'> & Pick<StoredEmbedding, 'index'>> {
  const { arrays, close } = await openArrays(file, refusal(file));
  try {
    const { shape, data } = await matrix(file, arrays, 'fe');
    return { H: shape[1], fe: data, index: await wholeNumbers(file, arrays, 'index', shape[0]) };
  } finally {
    await close();
  }
}

async function matrix(file: string, arrays: NamedArrays, name: string): Promise<HostTensor> {
  const found = await column(file, arrays, name);
  if (found.shape.length !== 2 || found.shape[1] === 0)
    fail(file, `${name} of [${found.shape}]`, 'lists of one length');
  return found;
}

async function wholeNumbers(file: string, arrays: NamedArrays, name: string, n: number): Promise<Int32Array> {
  const { shape, data } = await column(file, arrays, name);
  if (shape.join() !== String(n) || !data.every(Number.isInteger))
    fail(file, `${name} of [${shape}]`, `${n} whole numbers, one for each row of fe`);
  return Int32Array.from(data);
}

/** A column of lists of `width` values, and its type. */
function list(values: Float32Array, width: number, format: FloatFormat = 'float32') {
  const half = format === 'float16';
  // Flechette forgets the carry when it rounds to half precision: 1.9999 would become 1.
  const rounded = half ? values.map(nearestHalf) : values;
  const row = (_: unknown, i: number) => rounded.subarray(i * width, (i + 1) * width);
  return {
    rows: Array.from({ length: values.length / width }, row),
    type: fixedSizeList(half ? float16() : float32(), width),
  };
}

/** A whole column of numbers. */
async function column(file: string, arrays: NamedArrays, name: string): Promise<HostTensor> {
  const read = arrays.get(name);
  if (!read) return fail(file, `the columns ${[...arrays.keys()].join(', ')}`, `a column ${name}`);
  const array = await read();
  return 'data' in array ? array : fail(file, `text as ${name}`, 'numbers');
}

function fail(file: string, given: string, expected: string, cause?: unknown): never {
  throw refusal(file)(given, expected, cause);
}

function refusal(file: string): Refusal {
  const remedy = 'Write it again, or restore it from the repository.';
  return (given, expected, cause) =>
    new UserError({ where: `readEmbedding(${file})`, given, expected, remedy }, { cause });
}
