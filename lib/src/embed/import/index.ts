import type { ArrayFile, NamedArrays, Refusal } from '../../data/files/arrays';
import type { Head } from '../../model/head';
import type { HostTensor } from '../../model/weights';
import { argmaxRows, type Embedding, type Embeddings } from '../embeddings';
import { logitsUnder } from '../head-logits';
import { classesOf } from './classes';
import { fit } from './head-fit';
import { importHead } from './import-head';
import { type InstanceSource, type Instances, readInstances } from './instances';
import { arraysOfSet, type Columns } from './names';
import { openArrays, refusal } from './read-arrays';

/** One file with everything, or a file for each set and, if it is in neither, one for the head. */
export type ImportFiles =
  | { readonly file: string }
  | { readonly train: string; readonly test: string; readonly head?: string };

/** What the files do not tell. */
export interface ImportOptions {
  /** Needed where there is a W, but neither b nor logits. A layer with b is linear. */
  readonly headKind?: Head['kind'];
  /** In class order; default: the labels' own names in the order of the alphabet, else `0`, `1`, … */
  readonly classNames?: readonly string[];
  /** Which array or column is which, by its name in the file: `{ fe: 'penultimate' }`. Default: found by their names. */
  readonly columns?: Columns;
  /** Told, in one line, what was taken for what, where that is not as this project names and numbers it. */
  readonly say?: (line: string) => void;
}

/**
 * Embeddings that were made elsewhere, of any network: `fe: [n, H]`, what enters the classification layer; `label:
 * [n]`, classes from 0 on; and `logits: [n, C]`, or the layer's `W: [C, H]` and `b: [C]`. One file (`.npz`,
 * `.safetensors` or HDF5) or one folder of `.npy` files may hold both sets: then the arrays' names begin with `train_`
 * and `test_` (W and b stay as they are). Or each set has a file of its own, which may also be `.parquet`, `.arrow`,
 * `.feather`, `.csv`, `.tsv` or `.jsonl`. The layer may be in a separate `.safetensors` or `.npz`. Other usual names,
 * labels and layouts are recognised, and a line says which. Throws a UserError that names what is missing or does not
 * fit.
 */
export async function importEmbeddings(files: ImportFiles, options: ImportOptions = {}): Promise<Embeddings> {
  const opened: ArrayFile[] = [];
  try {
    const gathered = await gather(files, async (file) => {
      const arrays = await openArrays(file);
      opened.push(arrays);
      return arrays.arrays;
    });
    return await embeddingsOf(gathered, files, options);
  } finally {
    for (const file of opened) await file.close();
  }
}

interface Gathered {
  readonly train: NamedArrays;
  readonly test: NamedArrays;
  readonly layer: NamedArrays;
}

async function gather(files: ImportFiles, open: (file: string) => Promise<NamedArrays>): Promise<Gathered> {
  if ('file' in files) {
    const all = await open(files.file);
    return { train: arraysOfSet('train', all), test: arraysOfSet('test', all), layer: all };
  }
  const train = await open(files.train);
  const test = await open(files.test);
  return { train, test, layer: files.head === undefined ? train : await open(files.head) };
}

async function embeddingsOf(
  gathered: Gathered,
  files: ImportFiles,
  options: ImportOptions,
): Promise<Embeddings> {
  const { columns = {}, headKind } = options;
  const one = 'file' in files;
  const refuse = refusal(one ? files.file : files.train);
  const refuseTest = one ? refuse : refusal(files.test);
  const said = new Set<string>();
  const source = (set: 'train' | 'test'): InstanceSource => ({
    arrays: gathered[set],
    prefix: one ? `${set}_` : '',
    names: [...gathered.layer.keys()],
    taken: (name, role) => said.add(`${name} as ${role}`),
  });
  const train = await readInstances(source('train'), columns, refuse);
  const refuseHead = 'head' in files && files.head !== undefined ? refusal(files.head) : refuse;
  const imported = await importHead(gathered.layer, columns, train, headKind, refuseHead, refuse);
  for (const clause of imported.said) said.add(clause);
  const test = await readInstances(source('test'), columns, refuseTest);
  checkTest(imported.head, test, refuseTest);
  const { head, scale } = imported.head.C === 1 ? { ...imported, head: twoClasses(imported.head) } : imported;
  if (head !== imported.head) said.add('one logit as those of two classes, half of it each way');
  const { C } = head;
  if (options.classNames && options.classNames.length !== C)
    throw refuse(`${C} classes`, `${options.classNames.length}, as there are names`);
  const labels = [
    { label: train.label, refuse },
    { label: test.label, refuse: refuseTest },
  ] as const;
  const classes = classesOf(labels[0], labels[1], C, options.classNames);
  if (classes.said) said.add(classes.said);
  if (said.size > 0) options.say?.(`Taken: ${[...said].join('; ')}.`);
  const numbered = Array.from({ length: C }, (_, c) => String(c));
  return {
    head,
    train: embeddingOf(train, classes.train, head, scale),
    test: embeddingOf(test, classes.test, head, scale),
    classNames: options.classNames ?? classes.names ?? numbered,
  };
}

/** The test set has the head's features, and its logits are the head's. */
function checkTest(head: Head, { fe, logits }: Instances, refuse: Refusal): void {
  const [n, H] = fe.shape;
  if (H !== head.H) throw refuse(`fe of [${fe.shape}]`, `[${n}, ${head.H}]`);
  if (logits && logits.shape[1] !== head.C) throw refuse(`logits of [${logits.shape}]`, `[${n}, ${head.C}]`);
  if (fit(head, { fe, logits }) === null)
    throw refuse(
      'test logits that the head does not give from the test fe',
      'a row of both for each instance, in one order',
    );
}

/** A binary head of one logit z as one of two classes, -z / 2 and z / 2: the same probabilities. */
function twoClasses({ kind, H, W, b }: Head): Head {
  const halves = (values: Float32Array) =>
    Float32Array.of(...values.map((v) => -v / 2), ...values.map((v) => v / 2));
  return { kind, H, C: 2, W: halves(W), b: b && halves(b) };
}

function embeddingOf({ fe, logits }: Instances, labels: Int32Array, head: Head, scale: number): Embedding {
  const { H, C } = head;
  const n = fe.shape[0];
  const values = logits ? logitsOf(logits, C, scale) : logitsUnder(head, fe);
  return { n, H, C, fe: fe.data, logits: values, labels, predictions: argmaxRows(values, C) };
}

function logitsOf({ shape, data }: HostTensor, C: number, scale: number): Float32Array {
  if (shape[1] < C)
    return Float32Array.from({ length: 2 * data.length }, (_, k) => ((k % 2) - 0.5) * data[k >> 1]);
  return scale === 1 ? data : data.map((value) => value / scale);
}
