import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadImages } from '../lib/src/data';
import { readNumpyPickle } from '../lib/src/data/files/numpy-pickle';
import { UserError } from '../lib/src/errors';

// CIFAR's published forms: test/reference/cifar_files.py.

const FILES = join(__dirname, 'data', 'cifar');

/** The number of each image, by the green of its last pixel, once its other colours are as they were written. */
function numbers({ n, pixels }: { n: number; pixels: Uint8Array }): number[] {
  return Array.from({ length: n }, (_, k) => {
    const [first, last] = [0, 3069].map((at) => [...pixels.subarray(3072 * k + at, 3072 * k + at + 3)]);
    const i = last[1] - 100;
    expect([first, last]).toEqual([
      [255, 100 + i, 200 + i],
      [i, 100 + i, 200 + i],
    ]);
    return i;
  });
}

it.each(['cifar-10-binary', 'cifar-10-python'])('reads %s', async (name) => {
  const { train, test, names, numbered, notes } = await loadImages(join(FILES, name));
  expect(train.classNames).toEqual(['airplane', 'truck']);
  expect(numbered).toEqual({ classNames: ['airplane', 'truck'], by: 'their labels' });
  expect([...train.labels, ...test.labels]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 1]);
  expect(numbers(train)).toEqual([1, 3, 5, 7, 9, 0, 2, 4, 6, 8]);
  expect(numbers(test)).toEqual([11, 10]);
  expect(names.train[2]).toMatch(/^data_batch_3(\.bin)?\[1\]$/);
  expect(notes).toEqual([name.endsWith('python') ? 'read as CIFAR-10, Python' : 'read as CIFAR-10, binary']);
});

it.each(['cifar-100-binary', 'cifar-100-python', 'cifar-100-protocol-5'])(
  'reads %s, with its fine labels',
  async (name) => {
    const { train, test } = await loadImages(join(FILES, name));
    expect(train.classNames).toEqual(['kind 97', 'kind 98', 'kind 99']);
    expect([numbers(train), numbers(test)]).toEqual([
      [2, 1, 0],
      [5, 4, 3],
    ]);
  },
);

/** A copy of a form, whose file `name` is changed. */
function changed(form: string, name: string, change: (bytes: Buffer) => Uint8Array | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'cifar-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(FILES, form), folder, { recursive: true });
  const bytes = change(readFileSync(join(folder, name)));
  if (bytes) writeFileSync(join(folder, name), bytes);
  else rmSync(join(folder, name));
  return folder;
}

const text = (from: string, to: string) => (bytes: Buffer) =>
  Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');

it.each([
  [
    'cifar-10-binary',
    'data_batch_2.bin',
    () => null,
    /CIFAR-10, binary folder .* a folder without data_batch_2\.bin/,
  ],
  [
    'cifar-10-binary',
    'test_batch.bin',
    (b: Buffer) => b.subarray(9),
    /got 6137 bytes, expected records of 3073/,
  ],
  [
    'cifar-10-binary',
    'data_batch_1.bin',
    (b: Buffer) => b.fill(11, 0, 1),
    /got label 11 of image 0, expected one from 0 to 9/,
  ],
  ['cifar-100-python', 'train', (b: Buffer) => b.subarray(0, 5000), /train: got .* undamaged pickle/],
  [
    'cifar-100-python',
    'meta',
    text('fine_label_names', 'dull_label_names'),
    /meta: got other content, expected a list of texts/,
  ],
  [
    'cifar-10-python',
    'data_batch_1',
    text('u1', 'i1'),
    /got other content, expected data, uint8 of \[n, 3072\]/,
  ],
  [
    'cifar-10-python',
    'data_batch_1',
    text('numpy\ndtype', 'posix\nsystem'),
    /asks for posix\.system, of which nothing was run/,
  ],
] as const)('refuses %s with another %s', async (form, name, change, says) => {
  // biome-ignore format: a table
  await expect(loadImages(changed(form, name, change))).rejects.toThrow(says);
});

it('a pickle that is cut or changed anywhere is refused, or read, and never fails otherwise', () => {
  const bytes = readFileSync(join(FILES, 'cifar-100-python', 'meta'));
  const refuse = (given: string, expected: string) =>
    new UserError({ where: 'meta', given, expected, remedy: '-' });
  const outcome = (damaged: Uint8Array) => {
    try {
      return readNumpyPickle(damaged, refuse);
    } catch (error) {
      return error;
    }
  };
  for (let at = 0; at < bytes.length; at += 7) {
    for (const damaged of [bytes.subarray(0, at), bytes.map((v, k) => (k === at ? v ^ 0xff : v))]) {
      const found = outcome(damaged);
      if (found instanceof Error) expect(found).toBeInstanceOf(UserError);
    }
  }
});
