import { describe, expect, it } from 'vitest';
import { UserError } from '../../errors';
import { parseMatFile } from './mat-file';

// scipy.io.savemat, 1.17.1: X = arange(24) as uint8 of 2x2x3x2 in column order, y = [[10], [3]] as uint8 and
// other = [[1.5]], a double.
const HEADER = Buffer.concat([Buffer.alloc(124, ' '), Buffer.from([0, 1]), Buffer.from('IM')]);
const PLAIN =
  '0e000000500000000600000008000000090000000000000005000000100000000200000002000000030000000200000001000100580000000200000018000000000102030405060708090a0b0c0d0e0f10111213141516170e0000003000000006000000080000000900000000000000050000000800000002000000010000000100010079000000020002000a0300000e00000040000000060000000800000006000000000000000500000008000000010000000100000001000000050000006f746865720000000900000008000000000000000000f83f';
// The same with do_compression.
const COMPRESSED =
  '0f00000040000000789ce36360600800623620e600624e060860056201206682626628cd08841150b60448212313330b2b1b3b072717370f2f1fbf80a090b088a8983800457a021c0f00000029000000789ce36360603000623620e600624e06086085f2998098118c19192ac17c26062e6606060018cb00f20f00000029000000789ce36360607000623620e680d220c00ae533226190587e49466a1190e684ca43c00f7b004f4403e2';

const file = (hex: string) => Buffer.concat([HEADER, Buffer.from(hex, 'hex')]);

describe('parseMatFile', () => {
  it.each([
    ['plain', PLAIN],
    ['compressed', COMPRESSED],
  ])('reads the arrays of bytes of a %s file', (_, hex) => {
    const arrays = parseMatFile(file(hex), 'tiny.mat');
    expect([...arrays.keys()]).toEqual(['X', 'y']);
    expect(arrays.get('X')!.dimensions).toEqual([2, 2, 3, 2]);
    expect([...arrays.get('X')!.values]).toEqual(Array.from({ length: 24 }, (_, i) => i));
    expect(arrays.get('y')!.dimensions).toEqual([2, 1]);
    expect([...arrays.get('y')!.values]).toEqual([10, 3]);
  });

  it.each([
    ['nothing', Buffer.alloc(0), /tiny\.mat: got 0 bytes, expected a whole MATLAB Level 5/],
    [
      'another byte order',
      Buffer.concat([HEADER.subarray(0, 126), Buffer.from('MI')]),
      /another kind of file/,
    ],
    ['an array cut short', file(PLAIN).subarray(0, 200), /damaged file \(it ends within an array\)/],
    ['a tag cut short', file(PLAIN).subarray(0, 130), /damaged file \(/],
    ['a cut stream', file(COMPRESSED).subarray(0, 180), /damaged file \(it ends within an array\)/],
    ['a damaged stream', file(`${COMPRESSED.slice(0, 60)}ff${COMPRESSED.slice(62)}`), /damaged file \(/],
    [
      'fewer values than places',
      file(PLAIN.replace('0300000002000000', '0300000003000000')),
      /2 x 2 x 3 x 3 has 24/,
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => parseMatFile(bytes, 'tiny.mat')).toThrow(UserError);
    expect(() => parseMatFile(bytes, 'tiny.mat')).toThrow(message);
  });
});
