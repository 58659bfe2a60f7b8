import { type Refusal, UserError } from '../../errors';
import { join, kindBehind, readBytes, readText } from '../../machine';
import { requireFiles } from '../files/folder';
import { arrayBytes, readNumpyPickle } from '../files/numpy-pickle';
import type { Pickled } from '../files/pickle-opcodes';
import { ofPlanes } from './raw-images';
import { type Row, sourceOfRows } from './rows';
import type { Source } from './source';

// CIFAR-10 and CIFAR-100 as their authors publish them (https://www.cs.toronto.edu/~kriz/cifar.html). Binary: records of a label
// byte (CIFAR-100: two, coarse and fine) and the planes of red, green and blue. Python: pickled dictionaries with `data`, uint8
// of [n, 3072], the same planes, and `labels` or `fine_labels`.

/** One of the published forms. */
interface Form {
  readonly name: string;
  readonly train: readonly string[];
  readonly test: readonly string[];
  /** The file of the names of classes. */
  readonly names: string;
  /** Binary: bytes of labels, of which the last counts. Python: the keys of labels and of their names. */
  readonly labels: number | readonly [labels: string, names: string];
}

const BATCHES = [1, 2, 3, 4, 5].map((k) => `data_batch_${k}`);
const FORMS: readonly Form[] = [
  {
    name: 'CIFAR-10, binary',
    train: BATCHES.map((name) => `${name}.bin`),
    test: ['test_batch.bin'],
    names: 'batches.meta.txt',
    labels: 1,
  },
  {
    name: 'CIFAR-100, binary',
    train: ['train.bin'],
    test: ['test.bin'],
    names: 'fine_label_names.txt',
    labels: 2,
  },
  {
    name: 'CIFAR-10, Python',
    train: BATCHES,
    test: ['test_batch'],
    names: 'batches.meta',
    labels: ['labels', 'label_names'],
  },
  {
    name: 'CIFAR-100, Python',
    train: ['train'],
    test: ['test'],
    names: 'meta',
    labels: ['fine_labels', 'fine_label_names'],
  },
];
const SIDE = 32;
const PLANES = 3 * SIDE * SIDE;

/**
 * A folder of CIFAR-10 or CIFAR-100, binary or Python, with its fine labels. Null where it is none. Throws UserError on damage.
 */
export async function cifarFolder(path: string): Promise<Source | null> {
  const form = FORMS.find(({ test, names }) =>
    [...test, names].every((name) => kindBehind(join(path, name)) === 'file'),
  );
  if (!form) return null;
  const { name, train, test } = form;
  requireFiles({
    name,
    folder: path,
    files: [...train, ...test],
    expected: train.join(', '),
    remedy: 'Unpack the archive again.',
  });
  const names = await namesIn(path, form);
  const rows = async (files: readonly string[]) => {
    const all: Row[] = [];
    for (const file of files) for (const row of await rowsIn(path, file, form, names)) all.push(row);
    return all;
  };
  return sourceOfRows(path, [await rows(train), await rows(test)], [`read as ${name}`]);
}

async function namesIn(path: string, { names, labels }: Form): Promise<readonly string[]> {
  const file = join(path, names);
  if (typeof labels === 'number')
    return (await readText(file)).split('\n').flatMap((line) => line.trim() || []);
  const found = entry(await unpickled(file), labels[1]);
  if (Array.isArray(found) && found.every((name) => typeof name === 'string')) return found;
  throw refusal(file)('other content', `a list of texts as ${labels[1]}`);
}

async function rowsIn(
  path: string,
  file: string,
  { labels }: Form,
  names: readonly string[],
): Promise<Row[]> {
  const refuse = refusal(join(path, file));
  const images =
    typeof labels === 'number'
      ? records(await readBytes(join(path, file)), labels, refuse)
      : pickledImages(await unpickled(join(path, file)), labels[0], refuse);
  return images.map(({ label, planes }, i) => {
    const name = names[label];
    if (name === undefined) throw refuse(`label ${label} of image ${i}`, `one from 0 to ${names.length - 1}`);
    const read = async () => ofPlanes(planes, SIDE, SIDE);
    return { name: `${file}[${i}]`, label: name, number: label, read };
  });
}

function records(bytes: Uint8Array, labels: number, refuse: Refusal) {
  const record = labels + PLANES;
  if (bytes.length % record !== 0) throw refuse(`${bytes.length} bytes`, `records of ${record}`);
  return Array.from({ length: bytes.length / record }, (_, i) => ({
    label: bytes[i * record + labels - 1],
    planes: bytes.subarray(i * record + labels, (i + 1) * record),
  }));
}

function pickledImages(root: Pickled, key: string, refuse: Refusal) {
  const [labels, data] = [entry(root, key), arrayBytes(entry(root, 'data'))];
  const [n, width] = data?.shape ?? [];
  if (!data || width !== PLANES || !Array.isArray(labels) || labels.length !== n)
    throw refuse('other content', `data, uint8 of [n, ${PLANES}], and n ${key}`);
  return labels.map((label, i) => ({
    label: label as number,
    planes: data.bytes.subarray(i * PLANES, (i + 1) * PLANES),
  }));
}

async function unpickled(file: string): Promise<Pickled> {
  return readNumpyPickle(await readBytes(file), refusal(file));
}

function entry(value: Pickled, key: string): Pickled {
  return value instanceof Map ? value.get(key) : undefined;
}

function refusal(where: string): Refusal {
  const remedy = 'Unpack the archive again; docs/own-images.md says which forms are read.';
  return (given, expected, cause) => new UserError({ where, given, expected, remedy }, { cause });
}
