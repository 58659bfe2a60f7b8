import { expect, it } from 'vitest';
import { decodeSquare, shownSize } from '../lib/src/machine';
import { tinyPicture } from './tiny-pictures';

const decode = (
  name: Parameters<typeof tinyPicture>[0],
  size = 2,
  fit: 'crop' | 'stretch' | 'pad' = 'crop',
) => decodeSquare(tinyPicture(name), size, fit);
const RGB = [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30];
const GREY = [0, 0, 0, 50, 50, 50, 100, 100, 100, 255, 255, 255];

it.each([
  ['png', RGB],
  ['palette', RGB],
  ['webp', RGB],
  ['grey', GREY],
  ['grey16', GREY],
  ['alpha', [255, 0, 0, 255, 255, 255, 127, 127, 255, 10, 20, 30]],
  ['animation', [255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0]],
] as const)('decodes %s to the pixels that a viewer shows', async (name, pixels) => {
  expect([...(await decode(name))]).toEqual(pixels);
  expect(await shownSize(tinyPicture(name))).toEqual({ width: 2, height: 2 });
});

it('shows full magenta and yellow of a CMYK JPEG as red', async () => {
  const pixels = await decode('cmyk', 8);
  expect(pixels[0]).toBeGreaterThan(200);
  expect(Math.max(pixels[1], pixels[2])).toBeLessThan(80);
});

/** Grey of the middle of the four edges: top, right, bottom, left. */
async function edges(...how: Parameters<typeof decode>): Promise<number[]> {
  const pixels = await decode(...how);
  const at = (x: number, y: number) => Math.round(pixels[3 * (8 * y + x)] / 255);
  return [at(4, 0), at(7, 4), at(4, 7), at(0, 4)];
}

it('turns a picture as its EXIF orientation says', async () => {
  expect(await shownSize(tinyPicture('turned'))).toEqual({ width: 8, height: 16 });
  expect(await edges('turned', 8)).toEqual([1, 0, 0, 0]);
});

it('resizes by the named rule', async () => {
  // The middle of 16 x 8 has as much white as black; bars above and below are black.
  expect((await edges('wide', 8, 'crop'))[3]).toBe(1);
  expect((await edges('wide', 8, 'crop'))[1]).toBe(0);
  const column = async (fit: 'crop' | 'stretch' | 'pad', x: number) => {
    const pixels = await decode('wide', 8, fit);
    return Array.from({ length: 8 }, (_, y) => Math.round(pixels[3 * (8 * y + x)] / 255)).join('');
  };
  expect(await column('crop', 1)).toBe('11111111');
  expect(await column('stretch', 1)).toBe('11111111');
  expect(await column('pad', 1)).toBe('00111100');
  expect(await column('pad', 6)).toBe('00000000');
});

it('refuses what is no picture, is cut, or is of another kind', async () => {
  const refused = (bytes: Uint8Array) => expect(decodeSquare(bytes, 2, 'crop')).rejects;
  await refused(new Uint8Array()).toThrow(/^an empty file$/);
  await refused(tinyPicture('huge')).toThrow(/more than 64 million pixels: make it smaller/);
  await refused(Buffer.from('hello')).toThrow(/unsupported image format/);
  await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>')).toThrow(
    /unsupported/,
  );
  const jpeg = tinyPicture('turned');
  await refused(jpeg.subarray(0, jpeg.length - 60)).toThrow();
  // Many at once lose what libvips said of each.
  const cut = Array.from({ length: 32 }, () => decodeSquare(jpeg.subarray(0, jpeg.length - 60), 2, 'crop'));
  for (const outcome of await Promise.allSettled(cut))
    expect(String((outcome as PromiseRejectedResult).reason)).not.toMatch(/failOn/);
});
