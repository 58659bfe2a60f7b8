import type { Head } from '../../model/head';
import { argmaxRows, type Embedding, type Embeddings } from '../embeddings';
import { logitsUnder } from '../head-logits';
import type { NamedArrays, Refusal } from './arrays';
import { importHead } from './import-head';
import { type Instances, instancesOf } from './instances';
import { readArrays, refusal } from './read-arrays';

/** One `.npz` with everything, or a file for each set and, if it is in neither, one for the head. */
export type ImportFiles =
  | { readonly file: string }
  | { readonly train: string; readonly test: string; readonly head?: string };

/** What the files do not tell. */
export interface ImportOptions {
  /** Needed where there is a W, but neither b nor logits. A layer with b is linear. */
  readonly headKind?: Head['kind'];
  /** In class order; default `0`, `1`, … */
  readonly classNames?: readonly string[];
}

/**
 * Embeddings that were made elsewhere, of any network: `fe: [n, H]`, what enters the classification layer; `label: [n]`,
 * classes from 0 on; and `logits: [n, C]`, or the layer's `W: [C, H]` and `b: [C]`. In one `.npz` the names begin with
 * `train_` and `test_` (but for W and b); of two files, `.npz`, `.parquet`, `.arrow` or `.feather`, each holds one set. The
 * head may be a `.safetensors` or `.npz` of its own. Throws UserError that names what is missing or does not fit.
 */
export async function importEmbeddings(files: ImportFiles, options: ImportOptions = {}): Promise<Embeddings> {
  const { layer, ...arrays } = await gather(files);
  const refuse = refusal('file' in files ? files.file : files.train);
  const train = instancesOf(arrays.train, refuse);
  const head = importHead(layer, train, options.headKind, refuse);
  const { classNames = Array.from({ length: head.C }, (_, c) => String(c)) } = options;
  if (classNames.length !== head.C)
    throw refuse(`${head.C} classes`, `${classNames.length}, as there are names`);
  const refuseTest = 'test' in files ? refusal(files.test) : refuse;
  return {
    head,
    train: embeddingOf(train, head, refuse),
    test: embeddingOf(instancesOf(arrays.test, refuseTest), head, refuseTest),
    classNames,
  };
}

interface Gathered {
  readonly train: NamedArrays;
  readonly test: NamedArrays;
  readonly layer: NamedArrays;
}

async function gather(files: ImportFiles): Promise<Gathered> {
  if ('file' in files) {
    const all = await readArrays(files.file);
    return { train: under('train_', all), test: under('test_', all), layer: all };
  }
  const train = await readArrays(files.train);
  const test = await readArrays(files.test);
  const layer = files.head === undefined ? train : await readArrays(files.head);
  return { train, test, layer };
}

function under(prefix: string, arrays: NamedArrays): NamedArrays {
  const chosen = [...arrays].filter(([name]) => name.startsWith(prefix));
  return new Map(chosen.map(([name, array]) => [name.slice(prefix.length), array]));
}

function embeddingOf({ fe, logits, label }: Instances, head: Head, refuse: Refusal): Embedding {
  const { H, C } = head;
  const n = fe.shape[0];
  if (fe.shape[1] !== H) throw refuse(`fe of [${fe.shape}]`, `[${n}, ${H}]`);
  if (logits && logits.shape[1] !== C) throw refuse(`logits of [${logits.shape}]`, `[${n}, ${C}]`);
  const wrong = label.data.findIndex((y) => !(Number.isInteger(y) && y >= 0 && y < C));
  if (wrong >= 0) throw refuse(`label[${wrong}] = ${label.data[wrong]}`, `a class from 0 to ${C - 1}`);
  const values = logits?.data ?? logitsUnder(head, fe);
  const labels = Int32Array.from(label.data);
  return { n, H, C, fe: fe.data, logits: values, labels, predictions: argmaxRows(values, C) };
}
