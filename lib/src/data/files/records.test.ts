import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBinRecords, readRecordsAt } from './records';

const FORMAT = { height: 1, width: 2, classNames: ['cat', 'dog'] };
// label, red red, green green, blue blue
const TWO = Uint8Array.from([1, 10, 11, 20, 21, 30, 31, 0, 40, 41, 50, 51, 60, 61]);

describe('readBinRecords', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'records-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const read = async (bytes: Uint8Array) => {
    await writeFile(join(folder, 'two.bin'), bytes);
    return readBinRecords(folder, ['two.bin'], FORMAT, 2);
  };

  it('names a file that is not there', async () => {
    await expect(readBinRecords('/nowhere', ['a.bin'], FORMAT, 2)).rejects.toThrow(
      /a\.bin: got nothing of that name/,
    );
  });

  it('interleaves the colour planes', async () => {
    const images = await read(TWO);
    expect(images.n).toBe(2);
    expect([...images.labels]).toEqual([1, 0]);
    expect([...images.pixels]).toEqual([10, 20, 30, 11, 21, 31, 40, 50, 60, 41, 51, 61]);
  });

  it('refuses a cut file', async () => {
    const cut = TWO.subarray(0, 13);
    await expect(read(cut)).rejects.toThrow(/two\.bin: got 13 bytes, expected 14 bytes/);
  });

  it('refuses a label without a class, naming the record', async () => {
    const wrong = TWO.slice();
    wrong[7] = 2;
    await expect(read(wrong)).rejects.toThrow(/two\.bin, record 1: got label 2.*0 to 1/);
  });
});

describe('readRecordsAt', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'records-'));
    await writeFile(join(folder, 'a.bin'), TWO);
    await writeFile(join(folder, 'b.bin'), Uint8Array.from([1, 1, 2, 3, 4, 5, 6]));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const at = (...indices: number[]) => readRecordsAt(folder, ['a.bin', 'b.bin'], FORMAT, 2, indices);

  it('reads single images in the wanted order, counting on from file to file', async () => {
    const images = await at(2, 1, 2);
    expect(images.n).toBe(3);
    expect([...images.labels]).toEqual([1, 0, 1]);
    const last = [1, 3, 5, 2, 4, 6];
    expect([...images.pixels]).toEqual([...last, 40, 50, 60, 41, 51, 61, ...last]);
  });

  it('names an index beyond the last, a cut record, and a file that is not there', async () => {
    await expect(at(4)).rejects.toThrow(/got image 4, expected 0 to 3/);
    await expect(at(3)).rejects.toThrow(/b\.bin, record 1: got 0 bytes, expected 7 bytes/);
    await expect(readRecordsAt(folder, ['c.bin'], FORMAT, 2, [0])).rejects.toThrow(
      /c\.bin: got nothing of that name/,
    );
  });
});
