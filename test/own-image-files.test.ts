import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadImages } from '../lib/src/data';

const FILES = join(__dirname, 'data', 'images');
const load = (name: string, options = {}) => loadImages(join(FILES, name), { imageSize: 8, ...options });

/** The first pixel of each image. */
const corners = ({ n, pixels }: { n: number; pixels: Uint8Array }) =>
  Array.from({ length: n }, (_, i) => [...pixels.subarray(192 * i, 192 * i + 3)]);

/** The colours of test/reference/image_files.py. */
const colours = (...images: number[]) => images.map((i) => [10 * i, 10 * i + 1, 10 * i + 2]);

it('reads the arrays of MedMNIST, classes by falling number of images', async () => {
  const { name, train, test, names, notes } = await load('medmnist.npz');
  expect(train.classNames).toEqual(['1', '10', '0']);
  expect([[...train.labels], [...test.labels]]).toEqual([
    [0, 0, 0, 1, 1, 2],
    [0, 1, 2],
  ]);
  expect(corners(train)).toEqual(colours(0, 2, 5, 3, 4, 1));
  expect(corners(test)).toEqual(colours(8, 6, 7));
  expect([name, names.train[5]]).toEqual(['medmnist.npz', 'train_images[1]']);
  expect(notes).toEqual([
    'training images from train_images with train_labels, test images from test_images with test_labels',
    'left out: val_images, val_labels',
  ]);
});

it('reads the arrays of Keras, grey', async () => {
  const { train } = await load('keras-grey.npz');
  expect(corners(train)).toEqual([0, 20, 50, 30, 40, 10].map((grey) => [grey, grey, grey]));
});

it('splits arrays without parts; labels are text, channels lie in planes', async () => {
  const { train, test } = await load('planes-texts.npz');
  expect([train.classNames, train.n, test.n]).toEqual([['cat', 'dog'], 4, 2]);
  expect([...corners(train), ...corners(test)].sort((a, b) => a[0] - b[0])).toEqual(
    colours(0, 1, 2, 3, 4, 5),
  );
});

it('takes the names of classes from the file', async () => {
  expect((await load('named.npz')).train.classNames).toEqual(['wren', 'lark']);
});

it('reads Parquet files of Hugging Face, training and test set apart, with the names of classes', async () => {
  const { train, test, names, notes } = await load('birds');
  expect(train.classNames).toEqual(['lark', 'wren']);
  expect([[...train.labels], [...test.labels]]).toEqual([
    [0, 0, 0, 1, 1, 1],
    [0, 1, 1],
  ]);
  expect(corners(train)).toEqual(colours(0, 2, 5, 1, 3, 4));
  expect(corners(test)).toEqual(colours(8, 6, 7));
  expect(names.train[5]).toBe('train-00001-of-00002.parquet[0]');
  expect(notes[0]).toMatch(/^training images from train-0.*, test images from test-00000-of-00001.parquet$/);
});

it('splits the rows of one Parquet file', async () => {
  const { train, test } = await load('birds.parquet');
  expect([train.n, test.n]).toEqual([4, 2]);
  expect([...corners(train), ...corners(test)].sort((a, b) => a[0] - b[0])).toEqual(
    colours(0, 1, 2, 3, 4, 5),
  );
});

it.each([
  ['no-pictures.parquet', /got the columns label, expected image.bytes and label/],
  ['floats.npz', /numbers of the kind f8 as images, expected bytes from 0 to 255/],
  ['one-hot.npz', /\[6,2\] as labels, expected one label an image/],
  ['fewer-labels.npz', /6 images in images, 5 labels in labels/],
  ['other-names.npz', /got pictures, kinds, expected train_images, train_labels/],
])('refuses %s', async (name, words) => {
  await expect(load(name)).rejects.toThrow(words);
});
