import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../lib/src/errors';
import { loadCheckpoint } from '../lib/src/model/checkpoint';
import { readWeights } from '../lib/src/model/read-weights';

// Files that PyTorch wrote: test/reference/torch_files.py makes them, and says what is in them.

const file = (name: string) => join(__dirname, 'data', 'torch-files', name);
const W = { shape: [2, 3], data: Float32Array.of(1, -2, 0.5, 0.25, 8, -0.125) };
const b = { shape: [2], data: Float32Array.of(3, -4) };

async function read(name: string) {
  const { tensors, ...rest } = await readWeights(file(name));
  return { tensors: Object.fromEntries(tensors), ...rest };
}

describe('weights from a file of torch.save', () => {
  it.each([
    'plain.pt',
    'plain-legacy.pth',
    'plain-protocol-3.pt',
    'plain-protocol-4.pt',
    'plain-protocol-5.pt',
    'module.pt',
  ])('%s', async (name) => {
    expect(await read(name)).toEqual({
      tensors: { 'fc.weight': W, 'fc.bias': b },
      metadata: {},
      path: '',
      leftOut: [],
    });
  });

  it.each(['dtypes.pt', 'dtypes-legacy.pt'])(
    '%s: floats of every width; other types are left out',
    async (name) => {
      const { tensors, leftOut } = await read(name);
      const values = { shape: [3], data: Float32Array.of(1, 0, 2.5) };
      const floats = ['float64', 'float32', 'float16', 'bfloat16'].map((type) => [`${type}.weight`, values]);
      expect(tensors).toEqual(Object.fromEntries(floats));
      expect(leftOut).toEqual(
        ['int64', 'int32', 'int16', 'int8', 'uint8', 'bool'].map((type) => `${type}.weight`),
      );
    },
  );

  it.each(['views.pt', 'views-legacy.pt'])(
    '%s: parts of a storage, in any order of its numbers',
    async (name) => {
      const { tensors } = await read(name);
      const found = Object.fromEntries(
        Object.entries(tensors).map(([key, { shape, data }]) => [
          key.replace('.weight', ''),
          [shape, [...data]],
        ]),
      );
      const upTo24 = Array.from({ length: 24 }, (_, k) => k);
      expect(found).toEqual({
        all: [[24], upTo24],
        tied: [[24], upTo24],
        part: [[3], [4, 5, 6]],
        // value 12 i + 4 j + k at [k, i, j]
        turned: [[4, 2, 3], [0, 4, 8, 12, 16, 20, 1, 5, 9, 13, 17, 21, 2, 6, 10, 14, 18, 22, 3, 7, 11, 15, 19, 23]], // biome-ignore format: one line
        strided: [[5], [1, 6, 11, 16, 21]],
        expanded: [[4], [2, 2, 2, 2]],
        scalar: [[], [5]],
        empty: [[0, 3], []],
        parameter: [[2], [0, 1]],
      });
    },
  );

  it.each([
    ['checkpoint-state_dict.pth.tar', 'state_dict', 'module.'],
    ['checkpoint-model.pth.tar', 'model', 'module.'],
    ['checkpoint-net.pth.tar', 'net', 'module.'],
    ['checkpoint-legacy.pth.tar', 'state_dict', ''],
  ])('%s: found at %s, with what is left out', async (name, path, prefix) => {
    const found = await read(name);
    expect(found.tensors).toEqual({ [`${prefix}fc.weight`]: W, [`${prefix}fc.bias`]: b });
    expect(found.path).toBe(path);
    expect(found.leftOut.join(' ')).toBe(
      'epoch arch best_prec1 best_loss args device dtype optimizer lr_scheduler big',
    );
  });

  it('are the likeliest of several, or the only ones there are', async () => {
    expect(await read('checkpoint-ema.pt')).toMatchObject({ path: 'model', leftOut: ['ema'], tensors: { 'fc.bias': b } }); // biome-ignore format: one line
    expect((await read('checkpoint-deep.pt')).path).toBe('checkpoint.student.network');
  });
});

describe('is refused:', () => {
  it.each([
    ['two-unnamed.pt', /got weights at first and second, expected one of them/],
    ['no-weights.pt', /got a dictionary of lr, without weights/],
    ['not-torch.pth', /got a file that begins otherwise, expected what torch.save writes/],
    ['text.pth', /got a file that begins otherwise \(“these are no weights at all”\)/],
    ['model-00001-of-00002.safetensors', /got one of several files that a network lies in/],
    ['model.safetensors.index.json', /got one of several files/],
    ['cut.pt', /got bytes that are no zip/],
    ['cut-legacy.pth', /got a file of \d+ bytes, expected \d+ at least, for its tensors/],
    ['cut-pickle-legacy.pth', /got \d+ bytes where \d+ are announced/],
    ['flipped.pt', /got bytes that are not what was written/],
    ['beyond.pt', /got fc\.weight \[2\], beyond its 2 numbers/],
    ['no-storage.pt', /got a zip without data\/7/],
    ['negative.pt', /got a tensor without storage, shape or strides/],
    ['bomb-expanded.pt', /MiB of unpacked values, expected at most/],
    ['bomb-storage.pt', /MiB of unpacked values, expected at most/],
    ['chain.pt', /got an object that is no dictionary/],
    ['memo.pt', /got an object that is no dictionary of tensors/],
    ['text-of-4-gb.pt', /got \d+ bytes where 4294967295 are announced/],
    ['bytes-of-2-to-62.pt', /got \d+ bytes where 4611686018427388000 are announced/],
    ['itself.pt', /got a dictionary of a, without weights/],
    ['deep-list.pt', /got an object that is no dictionary/],
    ['protocol-0.pt', /got opcode 0x/],
    ['hostile-os-system.pth', /got a pickle that asks for posix\.system, of which nothing was run/],
    ['hostile-os-system-legacy.pth', /got a pickle that asks for posix\.system/],
    ['hostile-eval.pth', /got a pickle that asks for __builtin__\.eval/],
    ['hostile-eval-legacy.pth', /got a pickle that asks for __builtin__\.eval/],
    ['hostile-open.pth', /got a pickle that asks for (io|_io)\.open/],
    ['hostile-open-legacy.pth', /got a pickle that asks for (io|_io)\.open/],
    ['hostile-getattr.pth', /got a pickle that asks for __builtin__\.getattr/],
    ['hostile-getattr-legacy.pth', /got a pickle that asks for __builtin__\.getattr/],
    ['hostile-whole-model.pth', /got a pickle that asks for torch\.nn\.modules\.container\.Sequential/],
    ['absent.pth', /got nothing of that name, expected a readable file\. Check the path/],
  ])('%s', async (name, message) => {
    const reading = readWeights(file(name));
    await expect(reading).rejects.toThrow(UserError);
    await expect(reading).rejects.toThrow(message);
    expect(existsSync('was-executed')).toBe(false);
  });

  it('complex numbers are left out, as they are no weights of a network of this kind', async () => {
    expect((await read('complex.pt')).leftOut).toEqual(['fc.weight']);
    await expect(loadCheckpoint(file('complex.pt'))).rejects.toThrow(
      /got fc\.weight in a type that is not read/,
    );
  });
});
