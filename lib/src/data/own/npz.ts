import type { Refusal } from '../../errors';
import { basename } from '../../machine';
import { type ReadArray, refusalOf } from '../files/arrays';
import { readNpy, readNpyBytes } from '../files/npy';
import { type NpzMember, npzMembers } from '../files/npz';
import { fromFile } from './file';
import { imagesIn } from './raw-images';
import { byAlphabet, type Item, naturalOrder, type Source } from './source';

type Members = ReadonlyMap<string, NpzMember>;

/** Two arrays of a file: images, and the label of each. */
interface Pair {
  readonly images: string;
  readonly labels: string;
}

/** Names of both arrays; `*` stands for `train`, `test`, `val` or `valid`. */
const NAMES: readonly (readonly [images: string, labels: string])[] = [
  ['*_images', '*_labels'], // MedMNIST
  ['x_*', 'y_*'], // Keras
  ['X_*', 'y_*'],
  ['*_x', '*_y'],
  ['*_data', '*_labels'],
];
/** Their names where all images are together, to be split. */
const WHOLE: typeof NAMES = [
  ['images', 'labels'],
  ['x', 'y'],
  ['X', 'y'],
  ['data', 'labels'],
];
const TEST = ['test', 'val', 'valid'];
const CLASSES = ['class_names', 'classes', 'label_names'];

/**
 * A `.npz` of NumPy with images as `uint8` and a label for each, whole numbers or text: `train_images`, `train_labels`,
 * `test_images` … as MedMNIST has them, `x_train`, `y_train` … as Keras, or `images` and `labels`, which are split. Throws
 * UserError where they are not there, or do not fit together.
 */
export async function npzSource(path: string): Promise<Source> {
  const parts = await fromFile(path, 'what numpy.savez writes', async (file, refuse) =>
    partsIn(await npzMembers(file, refuse), refuse),
  );
  return { path, name: basename(path), ...parts };
}

async function partsIn(members: Members, refuse: Refusal): Promise<Omit<Source, 'path' | 'name'>> {
  const train = pairOf(members, 'train');
  const test = TEST.map((part) => pairOf(members, part)).find((pair) => pair !== undefined);
  const either = train ?? undivided(members);
  if (!either || (train && !test)) throw noPairs(members, refuse);
  const parts = train && test ? [train, test] : [either];
  const labels: string[][] = [];
  for (const pair of parts) labels.push(await labelsOf(members, pair, refuse));
  const whole = labels.flat().every((label) => /^-?\d+$/.test(label));
  const names = await classNames(members);
  const found = naturalOrder(new Set(labels.flat()));
  if (found.length < 2) throw refuse(`one class, ${found.join()}`, 'two or more classes');
  const named = (label: string) => names?.[Number(label)] ?? label;
  const items: Item[][] = [];
  for (const [k, pair] of parts.entries()) items.push(await itemsOf(members, pair, labels[k], found, refuse));
  const all = found.map(named);
  return {
    classNames: all,
    numbered: whole ? { classNames: all, by: 'their labels' } : byAlphabet(all),
    train: items[0],
    test: items[1] ?? null,
    notes: notesOf(members, parts),
  };
}

function pairOf(members: Members, part: string): Pair | undefined {
  const named = NAMES.map(
    ([images, labels]) => [images.replace('*', part), labels.replace('*', part)] as const,
  );
  return there(members, named);
}

function undivided(members: Members): Pair | undefined {
  return there(members, WHOLE);
}

function there(members: Members, names: typeof NAMES): Pair | undefined {
  const found = names.find(([images, labels]) => members.has(images) && members.has(labels));
  return found && { images: found[0], labels: found[1] };
}

/** A label an image, as text: `[n]`, or `[n, 1]` as MedMNIST has them. */
async function labelsOf(members: Members, { labels }: Pair, refuse: Refusal): Promise<string[]> {
  const array = await members.get(labels)!(readNpy);
  const { shape } = array;
  if (!(shape.length === 1 || (shape.length === 2 && shape[1] === 1)))
    throw refusalOf(labels, refuse)(`[${shape}]`, 'one label an image, [n] or [n, 1]');
  return Array.from(textsOf(array), (label) => {
    if (label !== '' && label !== 'NaN') return label;
    throw refusalOf(labels, refuse)('an image without a label', 'one of every image');
  });
}

function textsOf(array: ReadArray): readonly string[] {
  return 'text' in array ? array.text : Array.from(array.data, String);
}

/** Those that the file has for labels 0, 1, 2 …; null where it has none. */
async function classNames(members: Members): Promise<readonly string[] | null> {
  const name = CLASSES.find((known) => members.has(known));
  const array = name === undefined ? null : await members.get(name)!(readNpy);
  return array && 'text' in array ? array.text : null;
}

async function itemsOf(
  members: Members,
  pair: Pair,
  labels: readonly string[],
  classes: readonly string[],
  refuse: Refusal,
): Promise<Item[]> {
  const refuseImages = refusalOf(pair.images, refuse);
  const { n, at } = imagesIn(await members.get(pair.images)!(readNpyBytes), refuseImages);
  if (n !== labels.length)
    throw refuse(`${n} images in ${pair.images}, ${labels.length} labels in ${pair.labels}`, 'as many');
  const places = new Map(classes.map((name, label) => [name, label]));
  return labels.map((label, i) => ({
    name: `${pair.images}[${i}]`,
    label: places.get(label)!,
    read: async () => at(i),
  }));
}

function notesOf(members: Members, parts: readonly Pair[]): string[] {
  const used = new Set(parts.flatMap(({ images, labels }) => [images, labels]));
  const unused = [...members.keys()].filter((name) => !used.has(name) && !CLASSES.includes(name));
  const [train, test] = parts.map(({ images, labels }) => `${images} with ${labels}`);
  const taken = test ? `training images from ${train}, test images from ${test}` : `images from ${train}`;
  return [taken, ...(unused.length > 0 ? [`left out: ${unused.join(', ')}`] : [])];
}

function noPairs(members: Members, refuse: Refusal): Error {
  const names = [...members.keys()].slice(0, 20).join(', ') || 'nothing';
  return refuse(names, 'train_images, train_labels, test_images and test_labels, or images and labels');
}
