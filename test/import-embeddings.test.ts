import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeEmbedding } from '../lib/src/embed/arrow';
import type { Embeddings } from '../lib/src/embed/embeddings';
import { EMBEDDINGS_FILES, writeEmbeddings } from '../lib/src/embed/embeddings-folder';
import { type ImportFiles, type ImportOptions, importEmbeddings } from '../lib/src/embed/import';
import { UserError } from '../lib/src/errors';
import { writeSafetensors } from '../lib/src/model/safetensors';
import { embeddingOf, headFrom, toyEmbeddings } from './toy-embeddings';

const toy = toyEmbeddings();
const file = (name: string) => join(__dirname, 'data', 'embeddings', name);
const sets = (start: string, end: string, head?: string): ImportFiles => ({
  train: file(`${start}-train.${end}`),
  test: file(`${start}-test.${end}`),
  ...(head && { head: file(head) }),
});

const scratch = mkdtempSync(join(tmpdir(), 'fragility-import-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function expectClose(found: Float32Array, wanted: Float32Array, digits: number) {
  expect(found.length).toBe(wanted.length);
  for (const [k, value] of found.entries()) expect(value).toBeCloseTo(wanted[k], digits);
}

function expectToy({ head, train, test }: Embeddings, digits: number) {
  expect([head.kind, head.H, head.C]).toEqual(['linear', 6, 3]);
  expectClose(head.W, toy.head.W, digits);
  expectClose(head.b!, toy.head.b!, digits);
  for (const [found, wanted] of [
    [train, toy.train],
    [test, toy.test],
  ]) {
    expect([found.n, found.H, found.C]).toEqual([wanted.n, wanted.H, wanted.C]);
    expect(found.fe).toEqual(wanted.fe);
    expectClose(found.logits, wanted.logits, 5);
    expect(found.labels).toEqual(wanted.labels);
    expect(found.predictions).toEqual(wanted.predictions);
  }
}

describe('files that other programs wrote', () => {
  it.each<[string, ImportFiles, number]>([
    ['numpy.savez, float64, W and b but no logits', { file: file('head-no-logits.npz') }, 6],
    ['numpy.savez_compressed, Fortran order, logits but no W', { file: file('logits-no-head.npz') }, 4],
    ['pandas to Parquet (Snappy), the head beside it', sets('pandas', 'parquet', 'head.npz'), 6],
    ['Polars to Parquet (Zstandard), the head solved', sets('polars', 'parquet'), 4],
    ['PyArrow, uncompressed, no logits', sets('pyarrow', 'arrow', 'head.npz'), 6],
    ['PyArrow, lists of a dictionary’s numbers', sets('nested', 'arrow', 'head.npz'), 6],
    [
      'pandas to Feather (LZ4)',
      { train: file('compressed.feather'), test: file('pyarrow-test.arrow'), head: file('head.npz') },
      6,
    ],
  ])('%s', async (_, files, digits) => {
    expectToy(await importEmbeddings(files), digits);
  });
});

describe('our own files', () => {
  it.each(['linear', 'cosine'] as const)('go out and come back: %s head', async (kind) => {
    const folder = join(scratch, kind);
    const head = headFrom(
      [
        [1, 0.5],
        [-0.5, 2],
        [3, 1],
      ],
      kind === 'linear' ? [0.1, 0, -0.2] : null,
    );
    const train = embeddingOf(
      head,
      [
        [1, 2],
        [0, 1],
        [3, 0],
      ],
      [0, 1, 2],
    );
    const test = embeddingOf(head, [[2, 2]], [1]);
    const embeddings = { head, train, test, classNames: ['a', 'b', 'c'] };
    await writeEmbeddings(folder, embeddings);
    const [trainFile, testFile, headFile] = [
      EMBEDDINGS_FILES.train,
      EMBEDDINGS_FILES.test,
      EMBEDDINGS_FILES.head,
    ];
    const files = {
      train: join(folder, trainFile),
      test: join(folder, testFile),
      head: join(folder, headFile),
    };
    expect(await importEmbeddings(files, { classNames: ['a', 'b', 'c'] })).toEqual(embeddings);
  });
});

it('half precision comes back too', async () => {
  const [train, test] = ['train', 'test'].map((name) => join(scratch, `half-${name}.arrow`));
  const index = Int32Array.from({ length: toy.train.n }, (_, i) => i);
  await writeEmbedding(train, { embedding: toy.train, index }, { fe: 'float16' });
  await writeEmbedding(test, { embedding: toy.test, index: index.subarray(1) }, { fe: 'float16' });
  const found = await importEmbeddings({ train, test, head: file('head.npz') });
  // Half precision has eleven bits.
  for (const [k, value] of found.train.fe.entries())
    expect(Math.abs(value - toy.train.fe[k])).toBeLessThanOrEqual(2 ** -11 * toy.train.fe[k]);
});

describe('a layer of PyTorch', () => {
  const layer = (name: string, W: number[], b: number[]) =>
    new Map([
      [`${name}.weight`, { shape: [3, 6], data: Float32Array.from(W) }],
      [`${name}.bias`, { shape: [3], data: Float32Array.from(b) }],
    ]);

  it.each(['fc', 'module.linear', 'classifier'])('is found as %s', async (name) => {
    const head = join(scratch, `${name}.safetensors`);
    await writeSafetensors(head, layer(name, [...toy.head.W], [...toy.head.b!]));
    expectToy(await importEmbeddings({ ...sets('pandas', 'parquet'), head }), 6);
  });

  it('is refused if it does not give the logits', async () => {
    const head = join(scratch, 'other.safetensors');
    await writeSafetensors(head, layer('fc', [...toy.head.W].reverse(), [...toy.head.b!]));
    await expect(importEmbeddings({ ...sets('pandas', 'parquet'), head })).rejects.toThrow(
      /logits that W and b do not give from fe/,
    );
  });
});

describe('refusals name what is missing or does not fit', () => {
  it.each<[string, ImportFiles, ImportOptions, RegExp]>([
    [
      'format',
      { file: file('x.xlsx') },
      {},
      /ending in "\.xlsx", expected \.safetensors or \.npz, \.parquet/,
    ],
    ['file', { file: file('none.npz') }, {}, /nothing of that name.*a readable file/],
    ['sets', { file: file('head.npz') }, {}, /got nothing, expected an array or column fe/],
    ['head', sets('pyarrow', 'arrow'), {}, /neither logits nor W/],
    ['names', { file: file('head-no-logits.npz') }, { classNames: ['a'] }, /3 classes, expected 1/],
    ['cosine', sets('pandas', 'parquet'), { headKind: 'cosine' }, /a cosine head without W/],
  ])('%s', async (_, files, options, message) => {
    const failure = importEmbeddings(files, options);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toThrow(UserError);
  });

  it.each([
    ['npz', 'not a zip', /no zip, expected what numpy\.savez writes/],
    ['parquet', 'not Parquet', /expected a Parquet file/],
    ['arrow', 'not Arrow', /expected an Arrow IPC file/],
  ])('damage of .%s', async (extension, content, message) => {
    const damaged = join(scratch, `damaged.${extension}`);
    writeFileSync(damaged, content);
    await expect(importEmbeddings({ train: damaged, test: damaged })).rejects.toThrow(message);
  });
});
