import { expect, it } from 'vitest';
import { mapsAsImages, type Stage } from './stages';

const stage: Stage = {
  ...{ name: 'layer1.0', height: 2, width: 2, channels: 2 },
  // Channel 0: 0, 1, 2, 4; channel 1: all 0.
  maps: Float32Array.of(0, 0, 1, 0, 2, 0, 4, 0),
};

it('a map is a grey image, from 0 to its own largest, as large as asked', () => {
  const images = mapsAsImages(stage, 4);
  expect([images.n, images.height, images.width, images.pixels.length]).toEqual([2, 4, 4, 2 * 48]);
  const reds = Array.from({ length: 16 }, (_, p) => images.pixels[3 * p]);
  expect(reds).toEqual([0, 0, 64, 64, 0, 0, 64, 64, 128, 128, 255, 255, 128, 128, 255, 255]);
  expect(images.pixels.subarray(48).every((value) => value === 0)).toBe(true);
  expect(images.classNames).toEqual(['layer1.0, channel 0', 'layer1.0, channel 1']);
});

it('refuses channels that there are not', () => {
  expect(() => mapsAsImages(stage, 4, [2])).toThrow(/channel = 2/);
});
