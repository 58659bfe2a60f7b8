import { describe, expect, it } from 'vitest';
import { augmentBatch, normaliseBatch } from './augment';
import type { ImageSet, Preprocessing } from './images';
import { randomStream } from './random/random';

// Two 2x2 images; red counts the pixels from 1, green is 100 more, blue 200 (image 0); image 1 is white.
const IMAGES: ImageSet = {
  n: 2,
  height: 2,
  width: 2,
  pixels: Uint8Array.from([1, 101, 201, 2, 102, 202, 3, 103, 203, 4, 104, 204, ...new Array(12).fill(255)]),
  labels: Uint8Array.from([0, 1]),
  classNames: ['counted', 'white'],
};
/** Keeps the bytes: (v / 255 - 0) / (1 / 255) = v. */
const PLAIN: Preprocessing = { mean: [0, 0, 0], std: [1 / 255, 1 / 255, 1 / 255], pad: 0, flip: false };

describe('normaliseBatch', () => {
  it('divides by 255, takes the mean off and divides by std, per channel', () => {
    const batch = normaliseBatch(IMAGES, [1], { ...PLAIN, mean: [0.5, 0, 1], std: [0.25, 0.5, 0.2] });
    expect([...batch]).toEqual([2, 2, 0, 2, 2, 0, 2, 2, 0, 2, 2, 0]);
  });

  it('takes the images in the order of the indices, into the front of out', () => {
    const out = new Float32Array(30).fill(-7);
    const batch = normaliseBatch(IMAGES, [1, 0], PLAIN, out);
    expect(batch.length).toBe(24);
    expect(batch.buffer).toBe(out.buffer);
    expect([batch[0], batch[12], batch[13], batch[14], batch[23]].map(Math.round)).toEqual([
      255, 1, 101, 201, 204,
    ]);
    expect(out[24]).toBe(-7);
  });

  it('refuses an out that is too small', () => {
    expect(() => normaliseBatch(IMAGES, [0, 1], PLAIN, new Float32Array(23))).toThrow(
      /24 values, out has 23/,
    );
  });
});

describe('augmentBatch', () => {
  /** The red plane of image 0, of all the images that `draws` augmentations give, as 'abcd' rows first. */
  function views(preprocessing: Preprocessing, draws: number): Map<string, number> {
    const batch = augmentBatch(IMAGES, new Array(draws).fill(0), preprocessing, randomStream(0, 'test'));
    const counts = new Map<string, number>();
    for (let i = 0; i < draws; i++) {
      const red = [0, 3, 6, 9].map((p) => Math.round(batch[i * 12 + p])).join('');
      counts.set(red, (counts.get(red) ?? 0) + 1);
    }
    return counts;
  }

  it('without pad and flip leaves the image alone', () => {
    expect([...views(PLAIN, 20)]).toEqual([['1234', 20]]);
  });

  it('mirrors half of the images', () => {
    const counts = views({ ...PLAIN, flip: true }, 2000);
    expect([...counts.keys()].sort()).toEqual(['1234', '2143']);
    // Binomial sd: sqrt(2000) / 2 = 22.
    expect(Math.abs(counts.get('1234')! - 1000)).toBeLessThan(100);
  });

  it('crops at all nine places of an image padded by one, equally often', () => {
    const counts = views({ ...PLAIN, pad: 1 }, 9000);
    const places = ['0001', '0012', '0020', '0103', '1234', '2040', '0300', '3400', '4000'];
    expect([...counts.keys()].sort()).toEqual(places.sort());
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('pads with black, not with the mean', () => {
    const preprocessing: Preprocessing = { mean: [0.5, 0.25, 1], std: [0.5, 0.5, 0.5], pad: 2, flip: false };
    const batch = augmentBatch(IMAGES, new Array(200).fill(1), preprocessing, randomStream(0, 'test'));
    const pixels = new Set(Array.from({ length: 800 }, (_, p) => batch.slice(3 * p, 3 * p + 3).join()));
    expect([...pixels].sort()).toEqual(['-1,-0.5,-2', '1,1.5,0']);
  });

  it('moves and mirrors all three channels together', () => {
    const preprocessing: Preprocessing = { ...PLAIN, pad: 1, flip: true };
    const batch = augmentBatch(IMAGES, new Array(100).fill(0), preprocessing, randomStream(0, 'test'));
    for (let p = 0; p < batch.length; p += 3) {
      const [red, green, blue] = batch.slice(p, p + 3).map(Math.round);
      expect([green, blue]).toEqual(red === 0 ? [0, 0] : [red + 100, red + 200]);
    }
  });
});
