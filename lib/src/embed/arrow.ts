import { readFile } from 'node:fs/promises';
import {
  type DataType,
  fixedSizeList,
  float16,
  float32,
  int32,
  type Table,
  tableFromArrays,
  tableFromIPC,
  tableToIPC,
} from '@uwdata/flechette';
import { UserError } from '../errors';
import { writeFileAtomically } from '../files';
import { halvesToFloats, nearestHalf } from '../half';
import { argmaxRows, type Embedding, type Head } from './embeddings';
import { logitsUnder } from './head-logits';

/** How numbers are stored; half precision halves the file and keeps three digits. */
export type Precision = 'float16' | 'float32';

/** How each column is stored. Default: float32. */
export interface Storage {
  readonly fe?: Precision;
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
  const table = parse(
    file,
    await readFile(file).catch((cause) => fail(file, (cause as Error).message, 'a readable file', cause)),
  );
  const derived = head !== undefined && !table.names.includes('logits');
  for (const name of ['index', 'label', 'fe', ...(derived ? [] : ['logits'])]) {
    if (!table.names.includes(name)) fail(file, `the columns ${table.names.join(', ')}`, `a column ${name}`);
  }
  const n = table.numRows;
  const [fe, H] = matrix(table, 'fe');
  const [logits, C] = derived
    ? [logitsUnder(head, { shape: [n, H], data: fe }), head.C]
    : matrix(table, 'logits');
  const labels = vector(table, 'label');
  return {
    embedding: { n, H, C, fe, logits, labels, predictions: argmaxRows(logits, C) },
    index: vector(table, 'index'),
  };
}

/** A column of lists of `width` values, and its type. */
function list(values: Float32Array, width: number, precision: Precision = 'float32') {
  const half = precision === 'float16';
  // Flechette forgets the carry when it rounds to half precision: 1.9999 would become 1.
  const rounded = half ? values.map(nearestHalf) : values;
  const row = (_: unknown, i: number) => rounded.subarray(i * width, (i + 1) * width);
  return {
    rows: Array.from({ length: values.length / width }, row),
    type: fixedSizeList(half ? float16() : float32(), width),
  };
}

function parse(file: string, bytes: Uint8Array): Table {
  try {
    return tableFromIPC(bytes);
  } catch (cause) {
    return fail(file, 'bytes that are not Arrow', 'an Arrow IPC file', cause);
  }
}

function vector(table: Table, name: string): Int32Array {
  return Int32Array.from(table.getChild(name).toArray() as ArrayLike<number>);
}

/** A list column as one row-major array and its width; a column may come in several batches. */
function matrix(table: Table, name: string): [values: Float32Array, width: number] {
  const column = table.getChild(name);
  const width = (column.type as DataType & { stride: number }).stride;
  const values = new Float32Array(table.numRows * width);
  let offset = 0;
  for (const batch of column.data) {
    const [child] = batch.children as unknown as [{ values: Float32Array | Uint16Array }];
    const stored = child.values.subarray(0, batch.length * width);
    values.set(stored instanceof Uint16Array ? halvesToFloats(stored) : stored, offset);
    offset += stored.length;
  }
  return [values, width];
}

function fail(file: string, given: string, expected: string, cause?: unknown): never {
  const remedy = 'Write it again, or restore it from the repository.';
  throw new UserError({ where: `readEmbedding(${file})`, given, expected, remedy }, { cause });
}
