import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../errors';
import { readSafetensors, writeSafetensors } from './safetensors';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fragility-safetensors-'));
  file = join(folder, 'x.safetensors');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A file with this header, given as text or as what becomes JSON, and these bytes of tensors. */
function bytesOf(header: unknown, ...data: number[]): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.from(data)]);
}

const entry = (dtype: string, shape: number[], begin: number, end: number) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('safetensors', () => {
  it('come back as they were written, metadata too', async () => {
    const tensors = new Map([
      ['a', { shape: [2, 2], data: Float32Array.of(1, -2, 0.1, 1e-40) }],
      ['scalar', { shape: [], data: Float32Array.of(7) }],
      ['none', { shape: [0, 3], data: new Float32Array(0) }],
    ]);
    await writeSafetensors(file, tensors, { epoch: '3' });
    const found = await readSafetensors(file);
    expect(found.tensors).toEqual(tensors);
    expect(found.metadata).toEqual({ format: 'pt', epoch: '3' });
    expect(await readdir(folder)).toEqual(['x.safetensors']);
  });

  it('have their tensors start at a multiple of 8 bytes', async () => {
    await writeSafetensors(file, new Map([['abc', { shape: [1], data: Float32Array.of(1) }]]));
    expect((await readFile(file)).readBigUInt64LE(0) % 8n).toBe(0n);
  });

  it('are read as float32 from other float types, at odd offsets; whole numbers are left out', async () => {
    const header = {
      counter: entry('I64', [], 0, 8),
      odd: entry('U8', [1], 8, 9),
      half: entry('F16', [2], 9, 13),
      brain: entry('BF16', [1], 13, 15),
      double: entry('F64', [1], 15, 23),
    };
    const half = [0x00, 0x3c, 0x00, 0xc0]; // 1, -2
    const brain = [0xc0, 0x3f]; // 1.5
    const double = [0, 0, 0, 0, 0, 0, 0x04, 0x40]; // 2.5
    await writeFile(file, bytesOf(header, ...new Array(9).fill(0), ...half, ...brain, ...double));
    const { tensors } = await readSafetensors(file);
    expect([...tensors].map(([name, { data }]) => [name, ...data])).toEqual([
      ['half', 1, -2],
      ['brain', 1.5],
      ['double', 2.5],
    ]);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), /got 0 bytes, expected a header/],
    ['a header longer than the file', bytesOf('{}').fill(0xff, 0, 8), /got 10 bytes, expected a header/],
    ['text', Buffer.from('this is a text file, not tensors'), /got 32 bytes, expected a header/],
    ['a header that is not JSON', bytesOf('{"a":'), /got no header of JSON/],
    ['a header that is no object', bytesOf('5'), /got no header of JSON/],
    ['an entry that is no tensor', bytesOf({ a: 5 }), /entry a is no tensor/],
    ['an entry without offsets', bytesOf({ a: { dtype: 'F32', shape: [1] } }), /entry a is no tensor/],
    ['a negative offset', bytesOf({ a: entry('F32', [1], -4, 0) }), /entry a is no tensor/],
    ['a file cut off', bytesOf({ a: entry('F32', [2], 0, 8) }, 0, 0, 0, 0), /at least \d+, for the tensor a/],
    [
      'a shape of another size',
      bytesOf({ a: entry('F32', [3], 0, 4) }, 0, 0, 0, 0),
      /got 1 values in a, expected 3/,
    ],
  ])('refuse %s', async (_what, bytes, message) => {
    await writeFile(file, bytes);
    const reading = readSafetensors(file);
    await expect(reading).rejects.toThrow(UserError);
    await expect(reading).rejects.toThrow(message);
  });

  it('refuse a file that is not there', async () => {
    await expect(readSafetensors(join(folder, 'none'))).rejects.toThrow(
      /none: got nothing of that name, expected a readable file\. Check the path/,
    );
  });
});
