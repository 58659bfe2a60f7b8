import { describe, expect, it } from 'vitest';
import { parseBinRecords, readBinRecords } from './records';

const FORMAT = { height: 1, width: 2, classNames: ['cat', 'dog'] };
// label, red red, green green, blue blue
const TWO = Uint8Array.from([1, 10, 11, 20, 21, 30, 31, 0, 40, 41, 50, 51, 60, 61]);

describe('readBinRecords', () => {
  it('names a file that is not there', async () => {
    await expect(readBinRecords('/nowhere', ['a.bin'], FORMAT, 2)).rejects.toThrow(/a\.bin: got ENOENT/);
  });
});

describe('parseBinRecords', () => {
  it('interleaves the colour planes', () => {
    const images = parseBinRecords(TWO, FORMAT, 'two.bin');
    expect(images.n).toBe(2);
    expect([...images.labels]).toEqual([1, 0]);
    expect([...images.pixels]).toEqual([10, 20, 30, 11, 21, 31, 40, 50, 60, 41, 51, 61]);
  });

  it('refuses a cut file', () => {
    const cut = TWO.subarray(0, 13);
    expect(() => parseBinRecords(cut, FORMAT, 'two.bin')).toThrow(
      /two\.bin: got 13 bytes, expected 14 bytes/,
    );
  });

  it('refuses a label without a class, naming the record', () => {
    const wrong = TWO.slice();
    wrong[7] = 2;
    expect(() => parseBinRecords(wrong, FORMAT, 'two.bin')).toThrow(
      /two\.bin, record 1: got label 2.*0 to 1/,
    );
  });
});
