import type { Refusal } from '../../errors';
import type { RawPicture } from '../../machine';
import type { NpyBytes } from '../files/npy';

/**
 * How many images an array holds, and each: `[n, height, width]` grey, `[n, height, width, channels]` with 1, 3 or 4 channels, or
 * `[n, channels, height, width]` with 1 or 3.
 */
export function imagesIn({ shape, bytes }: NpyBytes, refuse: Refusal) {
  const [n, ...each] = shape;
  const area = each.reduce((product, size) => product * size, 1);
  const last = each.length === 2 ? [...each, 1] : each;
  const interleaved = last.length === 3 && [1, 3, 4].includes(last[2]);
  const planes = !interleaved && last.length === 3 && [1, 3].includes(last[0]);
  if (!interleaved && !planes)
    throw refuse(`an array of [${shape}]`, 'images: [n, height, width] or [n, height, width, 1, 3 or 4]');
  const at = (i: number): RawPicture => {
    const data = bytes.subarray(i * area, (i + 1) * area);
    if (planes) return ofPlanes(data, last[1], last[2]);
    return { height: last[0], width: last[1], channels: last[2] as RawPicture['channels'], data };
  };
  return { n, at };
}

/** A picture of one or three planes, one channel after the other, with its channels side by side. */
export function ofPlanes(planes: Uint8Array, height: number, width: number): RawPicture {
  const area = height * width;
  const channels = planes.length / area;
  const data = new Uint8Array(planes.length);
  for (let from = 0; from < planes.length; from++)
    data[(from % area) * channels + Math.floor(from / area)] = planes[from];
  return { height, width, channels: channels as RawPicture['channels'], data };
}
