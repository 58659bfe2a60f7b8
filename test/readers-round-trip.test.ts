import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, expect, it } from 'vitest';
import { readEmbedding, writeEmbedding } from '../lib/src/embed/arrow';
import { argmaxRows, type Embedding } from '../lib/src/embed/embeddings';
import { importEmbeddings } from '../lib/src/embed/import';
import { readSafetensors, writeSafetensors } from '../lib/src/model/safetensors';

const folder = mkdtempSync(join(tmpdir(), 'fragility-round-trip-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);

const float = fc.float({ noNaN: true, noDefaultInfinity: true });
const floats = (length: number) =>
  fc.array(float, { minLength: length, maxLength: length }).map((values) => Float32Array.from(values));

/** Any embedding of up to 40 instances, 9 features and 5 classes. */
const anyEmbedding: fc.Arbitrary<Embedding> = fc
  .record({
    n: fc.integer({ min: 1, max: 40 }),
    H: fc.integer({ min: 1, max: 9 }),
    C: fc.integer({ min: 2, max: 5 }),
  })
  .chain(({ n, H, C }) =>
    fc
      .record({
        fe: floats(n * H),
        logits: floats(n * C),
        labels: fc.array(fc.nat(C - 1), { minLength: n, maxLength: n }),
      })
      .map(({ fe, logits, labels }) => {
        return { n, H, C, fe, logits, labels: Int32Array.from(labels), predictions: argmaxRows(logits, C) };
      }),
  );

/** W, b as `.safetensors`, so that files without a head can be read. */
async function writeHead({ H, C }: Embedding): Promise<string> {
  const W = Float32Array.from({ length: C * H }, (_, k) => (k % 5) - 2);
  const layer = new Map([
    ['linear.weight', { shape: [C, H], data: W }],
    ['linear.bias', { shape: [C], data: new Float32Array(C) }],
  ]);
  await writeSafetensors(file('head.safetensors'), layer);
  return file('head.safetensors');
}

/** fe and labels of a file for both sets are those of the embedding. */
async function expectRead(name: string, embedding: Embedding): Promise<void> {
  const head = await writeHead(embedding);
  const { train, test } = await importEmbeddings({ train: file(name), test: file(name), head });
  for (const set of [train, test]) {
    // A CSV has no negative zero.
    expect(set.fe.map((value) => value + 0)).toEqual(embedding.fe.map((value) => value + 0));
    expect(set.labels).toEqual(embedding.labels);
  }
}

const columnOf = ({ fe, n, H }: Embedding, j: number) =>
  Float32Array.from({ length: n }, (_, i) => fe[i * H + j]);

it('any embedding comes back from Arrow as it was', async () => {
  const property = fc.asyncProperty(anyEmbedding, async (embedding) => {
    const index = Int32Array.from({ length: embedding.n }, (_, i) => 7 * i);
    await writeEmbedding(file('x.arrow'), { embedding, index });
    expect(await readEmbedding(file('x.arrow'))).toEqual({ embedding, index });
  });
  await fc.assert(property, { seed: 1, numRuns: 60 });
});

it('any tensors come back from safetensors as they were', async () => {
  const tensor = fc
    .array(fc.nat(4), { maxLength: 3 })
    .chain((shape) => floats(shape.reduce((a, b) => a * b, 1)).map((data) => ({ shape, data })));
  const name = fc.string({ minLength: 1 }).filter((text) => text !== '__metadata__' && text !== '__proto__');
  const property = fc.asyncProperty(fc.array(fc.tuple(name, tensor)), async (entries) => {
    const tensors = new Map(entries);
    await writeSafetensors(file('x.safetensors'), tensors);
    expect((await readSafetensors(file('x.safetensors'))).tensors).toEqual(tensors);
  });
  await fc.assert(property, { seed: 1, numRuns: 60 });
});

it('any features and labels come back from Parquet, CSV and npz', async () => {
  const property = fc.asyncProperty(anyEmbedding, fc.boolean(), async (embedding, compressed) => {
    const { n, H, fe, labels } = embedding;
    const features = Array.from({ length: H }, (_, j) => ({ name: `f${j}`, data: columnOf(embedding, j) }));
    const columnData = [
      { name: 'label', data: labels, type: 'INT32' as const },
      ...features.map((column) => ({ ...column, type: 'FLOAT' as const })),
    ];
    const codec = compressed ? ('SNAPPY' as const) : ('UNCOMPRESSED' as const);
    writeFileSync(file('x.parquet'), new Uint8Array(parquetWriteBuffer({ columnData, codec })));
    await expectRead('x.parquet', embedding);

    const names = ['label', ...features.map(({ name }) => name)].join();
    const rows = Array.from({ length: n }, (_, i) => [labels[i], ...fe.subarray(i * H, (i + 1) * H)].join());
    writeFileSync(file('x.csv'), `${names}\n${rows.join('\n')}\n`);
    await expectRead('x.csv', embedding);

    const parts = { 'fe.npy': npy([n, H], '<f4', fe), 'label.npy': npy([n], '<i4', labels) };
    writeFileSync(file('x.npz'), zipSync(parts, { level: compressed ? 6 : 0 }));
    await expectRead('x.npz', embedding);
  });
  await fc.assert(property, { seed: 1, numRuns: 25 });
}, 60_000);

/** A `.npy` file, format version 1. */
function npy(
  shape: readonly number[],
  descr: string,
  { buffer, byteOffset, byteLength }: Float32Array | Int32Array,
): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }\n`;
  const start = Buffer.from(`\x93NUMPY\x01\x00${String.fromCharCode(header.length)}\x00${header}`, 'latin1');
  return Buffer.concat([start, new Uint8Array(buffer, byteOffset, byteLength)]);
}
