import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UserError } from '../errors';
import { halvesToFloats } from '../half';
import { readEmbedding, type StoredEmbedding, writeEmbedding } from './arrow';

const stored: StoredEmbedding = {
  embedding: {
    n: 2,
    H: 3,
    C: 2,
    fe: Float32Array.of(0.1, 2, 0, 1.5, 0.25, 7),
    logits: Float32Array.of(-1.25, 3.5, 2, 2),
    labels: Int32Array.of(1, 0),
    predictions: Int32Array.of(1, 0),
  },
  index: Int32Array.of(40, 7),
};

/** One feature an instance. */
function embeddingOf(features: readonly number[]): StoredEmbedding['embedding'] {
  const n = features.length;
  const labels = new Int32Array(n);
  const fe = Float32Array.from(features);
  return { n, H: 1, C: 2, fe, logits: new Float32Array(2 * n), labels, predictions: labels };
}

/** A new folder, gone after the test. */
async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'arrow-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

describe('embeddings as Arrow files', () => {
  it('come back as they were, predictions from the logits, the lower class on a tie', async () => {
    const file = join(await folder(), 'a.arrow');
    await writeEmbedding(file, stored);
    expect(await readEmbedding(file)).toEqual(stored);
  });

  it('keep half precision of the features and full precision of the logits', async () => {
    const file = join(await folder(), 'a.arrow');
    await writeEmbedding(file, stored, { fe: 'float16' });
    const { embedding } = await readEmbedding(file);
    expect(embedding.fe).toEqual(Float32Array.of(0.0999755859375, 2, 0, 1.5, 0.25, 7));
    expect(embedding.logits).toEqual(stored.embedding.logits);
  });

  it('leave the logits to the head that reads them', async () => {
    const file = join(await folder(), 'a.arrow');
    await writeEmbedding(file, stored, { logits: 'none' });
    const W = Float32Array.of(1, 0, 0, 0, 1, 0);
    const head = { kind: 'linear', W, b: Float32Array.of(0, 0.5), C: 2, H: 3 } as const;
    const { embedding } = await readEmbedding(file, head);
    expect(embedding.logits).toEqual(Float32Array.of(0.1, 2.5, 1.5, 0.75));
    expect(embedding.predictions).toEqual(Int32Array.of(1, 0));
    await expect(readEmbedding(file)).rejects.toThrow(
      /the columns index, label, fe, expected a column logits/,
    );
  });

  it('keep every half-precision number, and round others to the nearest', async () => {
    const halves = halvesToFloats(Uint16Array.from({ length: 0x7c00 }, (_, bits) => bits));
    const others = [1.9999, 3.9995, 65503, 1 + 2 ** -11, 1 + 3 * 2 ** -11, 2 ** -25, 3 * 2 ** -25, 1.0004];
    const rounded = [2, 4, 65504, 1, 1 + 2 ** -9, 0, 2 ** -23, 1];
    const embedding = embeddingOf([...halves, ...others]);
    const file = join(await folder(), 'a.arrow');
    await writeEmbedding(file, { embedding, index: embedding.labels }, { fe: 'float16' });
    const { fe } = (await readEmbedding(file)).embedding;
    expect([...fe.subarray(halves.length)]).toEqual(rounded);
    expect(fe.subarray(0, halves.length)).toEqual(halves);
  });

  it('leave nothing but the file behind', async () => {
    const place = await folder();
    await writeEmbedding(join(place, 'a.arrow'), stored);
    expect(await readdir(place)).toEqual(['a.arrow']);
  });

  it('name the file when it is not Arrow, or absent', async () => {
    const file = join(await folder(), 'b.arrow');
    await expect(readEmbedding(file)).rejects.toThrow(UserError);
    await writeFile(file, 'not arrow at all, not even nearly');
    await expect(readEmbedding(file)).rejects.toThrow(/b\.arrow.*expected an Arrow IPC file/);
  });
});
