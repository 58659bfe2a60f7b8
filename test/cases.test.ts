import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Embeddings } from '../lib/src/embed/embeddings';
import { type ImportFiles, importEmbeddings } from '../lib/src/embed/import';
import { UserError } from '../lib/src/errors';

// One network of 3 classes and 8 features, as 60 training and 30 test instances, saved in the ways of other people
// (test/data/cases/make.py): every file must give what base.npz gives, or be refused by name.

const file = (name: string) => join(__dirname, 'data', 'cases', name);
const scratch = mkdtempSync(join(tmpdir(), 'fragility-cases-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const one = (name: string): ImportFiles => ({ file: file(`${name}.npz`) });
const two = (name: string, ending: string, head?: string): ImportFiles => ({
  train: file(`${name}-train.${ending}`),
  test: file(`${name}-test.${ending}`),
  ...(head && { head: file(head) }),
});
const HEAD = 'head-timm.safetensors';

async function imported(files: ImportFiles): Promise<Embeddings & { said: string }> {
  let said = '';
  const say = (line: string) => {
    said += line;
  };
  return { ...(await importEmbeddings(files, { say })), said };
}

it.each<[string, ImportFiles, string]>([
  ['names-features', one('names-features'), 'Taken: features as fe; labels as label.'],
  ['names-xy', one('names-xy'), 'Taken: X as fe; y as label.'],
  ['names-head', one('names-head'), 'Taken: fc.weight as W; fc.bias as b.'],
  ['labels-text', one('labels-text'), 'Taken: labels cat, dog, fish as classes 0 to 2.'],
  ['labels-from-1', one('labels-from-1'), 'Taken: labels 1, 2, 3 as classes 0 to 2.'],
  ['labels-one-hot', one('labels-one-hot'), 'Taken: label as one-hot.'],
  ['extra-text', one('extra-text'), ''],
  ['W-turned', one('W-turned'), 'Taken: W turned to [C, H].'],
  ['all.safetensors', { file: file('all.safetensors') }, ''],
  ['columns.csv', two('columns', 'csv', HEAD), 'Taken: f0 … f7 as fe; head.weight as W; head.bias as b.'],
  [
    'columns.parquet',
    two('columns', 'parquet', HEAD),
    'Taken: f0 … f7 as fe; head.weight as W; head.bias as b.',
  ],
  [
    'authors.csv',
    two('authors', 'csv', HEAD),
    'Taken: 0 … 7 as fe; actual as label; head.weight as W; head.bias as b.',
  ],
  ['lz4.feather', two('lz4', 'feather'), 'Taken: labels cat, dog, fish as classes 0 to 2.'],
  [
    'rows.jsonl',
    two('rows', 'jsonl', HEAD),
    'Taken: features as fe; target as label; head.weight as W; head.bias as b; labels cat, dog, fish as classes 0 to 2.',
  ],
  ['all.pt', { file: file('all.pt') }, ''],
  [
    'checkpoint.pth.tar, a whole state_dict as the head',
    two('h5', 'h5', 'checkpoint.pth.tar'),
    'Taken: module.fc.weight as W; module.fc.bias as b.',
  ],
  ['h5-train.h5', two('h5', 'h5', HEAD), 'Taken: head.weight as W; head.bias as b.'],
  [
    'groups.hdf5',
    { file: file('groups.hdf5') },
    'Taken: embeddings as fe; labels as label; fc/weight as W; fc/bias as b; labels cat, dog, fish as classes 0 to 2.',
  ],
  [
    'npy/train/features.npy, Fortran order',
    { file: file('npy') },
    'Taken: features as fe; labels as label; labels cat, dog, fish as classes 0 to 2.',
  ],
  [
    'flat/features_train.npy',
    { file: file('flat') },
    'Taken: features as fe; labels as label; labels 1, 2, 3 as classes 0 to 2.',
  ],
  ['big-endian', one('big-endian'), 'Taken: labels cat, dog, fish as classes 0 to 2.'],
  ['pooled, [n, H, 1, 1]', one('pooled'), ''],
  [
    'semicolons.csv, of a spreadsheet: decimal commas, a byte order mark, ends of lines in quotes',
    two('semicolons', 'csv', HEAD),
    'Taken: f0 … f7 as fe; head.weight as W; head.bias as b.',
  ],
  ['text.arrow', two('text', 'arrow'), 'Taken: labels cat, dog, fish as classes 0 to 2.'],
])('%s gives what base.npz gives, and says what was taken for what', async (_, files, line) => {
  const base = await imported(one('base'));
  expect(base.said).toBe('');
  const found = await imported(files);
  expect(found.said).toBe(line);
  expect(found.head.kind).toBe('linear');
  for (const set of ['train', 'test'] as const) {
    expect(found[set].fe).toEqual(base[set].fe);
    expect(found[set].labels).toEqual(base[set].labels);
    expect(found[set].predictions).toEqual(base[set].predictions);
    for (const [k, logit] of found[set].logits.entries()) expect(logit).toBeCloseTo(base[set].logits[k], 5);
  }
  for (const [k, weight] of found.head.W.entries()) expect(weight).toBeCloseTo(base.head.W[k], 5);
});

it('a cosine head is recognised, and its scale named', async () => {
  const { head, test, said } = await imported(one('cosine-times-30'));
  expect(said).toBe('Taken: a cosine head, scaled by 30.');
  expect([head.kind, head.b]).toEqual(['cosine', null]);
  expect(test.logits.every((cosine) => Math.abs(cosine) <= 1)).toBe(true);
});

it('half precision, unsigned bytes and what is not needed of an HDF5 file', async () => {
  const [base, found] = [await imported(one('base')), await imported({ file: file('half.h5') })];
  expect(found.test.labels).toEqual(base.test.labels);
  for (const [k, value] of found.test.fe.entries())
    expect(Math.abs(value - base.test.fe[k])).toBeLessThanOrEqual(2 ** -11 * base.test.fe[k]);
});

it('an HDF5 file with a compression that is not known here is refused by name', async () => {
  const files = { file: file('lzf.h5') };
  await expect(imported(files)).rejects.toThrow(/got compression by lzf as train_fe, expected gzip or none/);
  await expect(imported(files)).rejects.toThrow(UserError);
});

describe('is refused by name:', () => {
  it.each([
    ['shuffled-test-logits', /test logits that the head does not give from the test fe/],
    ['test-missing', /expected an array or column fe \(test_fe; the file holds train_fe, .*, W, b\)/],
    [
      'objects',
      /got Python objects \(dtype object\) as train_label, expected numbers or texts: astype\(float\)/,
    ],
    ['nan-feature', /got train_fe\[4, 5\] = NaN, expected finite numbers/],
  ])('%s', async (name, message) => {
    await expect(imported(one(name))).rejects.toThrow(message);
    await expect(imported(one(name))).rejects.toThrow(UserError);
  });
});

/** What is said of a table of this text. */
async function refusalOf(text: string | Uint8Array): Promise<string> {
  const path = join(scratch, 'table.csv');
  writeFileSync(path, text);
  const failure = await importEmbeddings({ train: path, test: path }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UserError);
  return (failure as UserError).message;
}

it.each([
  ['a cell without a number', 'label,f0,f1\n0,1,2\n1,,4\n', /fe of text \("" in row 1\)/],
  ['a quote that stays open', 'label,f0,note\n0,1,"a\n1,2,b\n', /a quote that is never closed/],
  [
    'a column a value',
    Array.from({ length: 70_000 }, (_, k) => `f${k}`).join(','),
    /70000 columns, expected at most 65536/,
  ],
  ['another text than UTF-8', readFileSync(file('utf16.csv')), /text that is not UTF-8, expected UTF-8/],
])('a table with %s is refused', async (_, text, message) => {
  expect(await refusalOf(text)).toMatch(message);
});

it('columns can be named', async () => {
  const columns = { fe: 'train_fe', label: 'train_label' };
  const twice = { train: file('base.npz'), test: file('base.npz') };
  const { train } = await importEmbeddings(twice, { columns });
  expect(train.fe).toEqual((await imported(one('base'))).train.fe);
  await expect(importEmbeddings(twice, { columns: { ...columns, fe: 'x' } })).rejects.toThrow(
    /expected x, as asked for fe/,
  );
});
