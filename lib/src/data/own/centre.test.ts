import { expect, it } from 'vitest';
import { blueFirst } from '../normalisation';
import { centre } from './centre';

/** Two images of 5 x 5; red is 10 times the row and the column, green the image. */
const images = {
  ...{ n: 2, height: 5, width: 5, labels: Uint8Array.of(0, 1), classNames: ['a', 'b'] },
  pixels: Uint8Array.from({ length: 150 }, (_, k) => {
    const pixel = Math.floor(k / 3) % 25;
    return [10 * Math.floor(pixel / 5) + (pixel % 5), Math.floor(k / 75), 200][k % 3];
  }),
};

it('keeps the middle of every image', () => {
  const { height, width, pixels } = centre(images, 3);
  expect([height, width, pixels.length]).toEqual([3, 3, 54]);
  expect([...pixels].filter((_, k) => k % 3 === 0).slice(9)).toEqual([11, 12, 13, 21, 22, 23, 31, 32, 33]);
  expect([...pixels].filter((_, k) => k % 3 === 1)).toEqual([
    ...new Array(9).fill(0),
    ...new Array(9).fill(1),
  ]);
  expect([...centre(images, 2).pixels.subarray(0, 3)]).toEqual([11, 0, 200]);
});

it('puts blue first', () => {
  expect([...blueFirst(images).pixels.subarray(72, 78)]).toEqual([200, 0, 44, 200, 1, 0]);
});
