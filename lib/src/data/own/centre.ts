import type { ImageSet } from '../images';

/** The middle of square images, `[n, side, side, 3]`; of an odd border the smaller half is above and to the left. */
export function centre(images: ImageSet, side: number): ImageSet {
  const { n, width, pixels } = images;
  const border = Math.floor((width - side) / 2);
  const row = 3 * side;
  const out = new Uint8Array(n * side * row);
  for (let to = 0; to < n * side; to++) {
    const [image, y] = [Math.floor(to / side), to % side];
    const from = 3 * ((image * width + y + border) * width + border);
    out.set(pixels.subarray(from, from + row), to * row);
  }
  return { ...images, height: side, width: side, pixels: out };
}
