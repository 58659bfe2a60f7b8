import type { Fit, RawPicture } from '../../lib/src/machine';

/** Half the width of Lanczos' kernel, in pixels of the coarser grid. */
const A = 3;

/** Pixels of 8 bits, `[height, width, 3]`. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8ClampedArray | Float32Array;
}

/** As in Node, with the browser's own decoders: any kind of picture that it shows. */
export async function decodeSquare(
  picture: Uint8Array | RawPicture,
  size: number,
  fit: Fit,
): Promise<Uint8Array> {
  const whole = onWhite(await bitmapOf(picture));
  const { width, height } = whole;
  if (fit === 'stretch') return squareOf(whole, size, { x: 0, y: 0, width, height }, size, size);
  const side = Math.min(width, height);
  const [x, y] = [Math.floor((width - side) / 2), Math.floor((height - side) / 2)];
  if (fit === 'crop') return squareOf(whole, size, { x, y, width: side, height: side }, size, size);
  const scale = size / Math.max(width, height);
  const [wide, high] = [width, height].map((length) => Math.max(1, Math.round(length * scale)));
  return squareOf(whole, size, { x: 0, y: 0, width, height }, wide, high);
}

export async function shownSize(
  picture: Uint8Array | RawPicture,
): Promise<{ width: number; height: number }> {
  const { width, height } = await bitmapOf(picture);
  return { width, height };
}

/** Turned as its EXIF orientation says; of an animation the first frame. */
function bitmapOf(picture: Uint8Array | RawPicture): Promise<ImageBitmap> {
  if ('data' in picture) return createImageBitmap(imageOf(picture));
  return createImageBitmap(new Blob([picture as Uint8Array<ArrayBuffer>]), { colorSpaceConversion: 'none' });
}

function imageOf({ width, height, channels, data }: RawPicture): ImageData {
  const colour = channels > 2;
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    for (let k = 0; k < 3; k++) rgba[4 * i + k] = data[channels * i + (colour ? k : 0)];
    rgba[4 * i + 3] = channels % 2 === 0 ? data[channels * (i + 1) - 1] : 255;
  }
  return new ImageData(rgba, width, height);
}

function onWhite(bitmap: ImageBitmap): Picture {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, rgb: data.filter((_, i) => i % 4 !== 3) };
}

/** A part of a picture, resampled to `wide` × `high` pixels in the middle of a black square. */
function squareOf(
  { width, rgb }: Picture,
  size: number,
  part: { x: number; y: number; width: number; height: number },
  wide: number,
  high: number,
): Uint8Array {
  const rows = new Float32Array(part.height * wide * 3);
  const across = taps(part.width, wide);
  for (let y = 0; y < part.height; y++)
    for (let x = 0; x < wide; x++)
      for (const [from, weight] of across[x])
        for (let k = 0; k < 3; k++)
          rows[3 * (y * wide + x) + k] += weight * rgb[3 * ((part.y + y) * width + part.x + from) + k];
  const square = new Uint8ClampedArray(3 * size * size);
  const [left, top] = [(size - wide) >> 1, (size - high) >> 1];
  taps(part.height, high).forEach((down, y) => {
    for (let x = 0; x < 3 * wide; x++) {
      let sum = 0;
      for (const [from, weight] of down) sum += weight * rows[3 * from * wide + x];
      square[3 * ((top + y) * size + left) + x] = sum;
    }
  });
  return new Uint8Array(square.buffer);
}

/** For each of `to` pixels: those of `from` that it is made of, with their weights. */
function taps(from: number, to: number): [number, number][][] {
  const scale = from / to;
  const reach = A * Math.max(1, scale);
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale - 0.5;
    const weights: [number, number][] = [];
    for (let at = Math.ceil(centre - reach); at <= centre + reach; at++)
      weights.push([Math.min(from - 1, Math.max(0, at)), lanczos((at - centre) / Math.max(1, scale))]);
    const sum = weights.reduce((total, [, weight]) => total + weight, 0);
    return weights.map(([at, weight]) => [at, weight / sum]);
  });
}

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= A) return 0;
  const angle = Math.PI * x;
  return (A * Math.sin(angle) * Math.sin(angle / A)) / angle ** 2;
}
