import type { ImageSet, Preprocessing } from './images';
import type { Random } from './random/random';

/**
 * The images at `indices` as network input: value / 255, minus mean, over std, per channel, in float32 steps.
 * Result `[indices.length, height, width, 3]`, in the front part of `out` if given.
 */
export function normaliseBatch(
  images: ImageSet,
  indices: ArrayLike<number>,
  preprocessing: Preprocessing,
  out?: Float32Array,
): Float32Array {
  const { batch, imageSize } = batchFor(images, indices, out);
  const tables = normalisationTables(preprocessing);
  for (let i = 0; i < indices.length; i++) {
    writeImage(images, indices[i], tables, UNMOVED, batch, i * imageSize);
  }
  return batch;
}

/**
 * As `normaliseBatch`, but each image is padded with black by `pad`, cropped back to its size at a random
 * place, and, with `flip`, mirrored with probability 1/2. Black is 0 before normalising, not the mean.
 */
export function augmentBatch(
  images: ImageSet,
  indices: ArrayLike<number>,
  preprocessing: Preprocessing,
  random: Random,
  out?: Float32Array,
): Float32Array {
  const { pad, flip } = preprocessing;
  const { batch, imageSize } = batchFor(images, indices, out);
  const tables = normalisationTables(preprocessing);
  for (let i = 0; i < indices.length; i++) {
    const down = random.below(2 * pad + 1) - pad;
    const right = random.below(2 * pad + 1) - pad;
    const mirrored = flip && random.below(2) === 1;
    writeImage(images, indices[i], tables, { down, right, mirrored }, batch, i * imageSize);
  }
  return batch;
}

/** Where the crop starts relative to the image's corner, in pixels, and whether it is then mirrored. */
interface View {
  readonly down: number;
  readonly right: number;
  readonly mirrored: boolean;
}

const UNMOVED: View = { down: 0, right: 0, mirrored: false };

function batchFor(images: ImageSet, indices: ArrayLike<number>, out?: Float32Array) {
  const imageSize = images.height * images.width * 3;
  const length = indices.length * imageSize;
  if (!out) return { batch: new Float32Array(length), imageSize };
  if (out.length < length) throw new RangeError(`batch needs ${length} values, out has ${out.length}`);
  return { batch: out.subarray(0, length), imageSize };
}

/** `[3][256]`: the network's input for each byte. Rounded to float32 after each step, as PyTorch does. */
function normalisationTables({ mean, std }: Preprocessing): Float32Array[] {
  const { fround } = Math;
  return mean.map((m, channel) =>
    Float32Array.from({ length: 256 }, (_, v) => fround(fround(v / 255) - fround(m)) / fround(std[channel])),
  );
}

function writeImage(
  { pixels, height, width }: ImageSet,
  index: number,
  [red, green, blue]: Float32Array[],
  { down, right, mirrored }: View,
  out: Float32Array,
  offset: number,
): void {
  const image = index * height * width * 3;
  const firstX = mirrored ? right + width - 1 : right;
  const step = mirrored ? -1 : 1;
  let to = offset;
  for (let y = down; y < down + height; y++) {
    const inside = y >= 0 && y < height;
    for (let i = 0, x = firstX; i < width; i++, x += step, to += 3) {
      const seen = inside && x >= 0 && x < width;
      const from = image + (y * width + x) * 3;
      out[to] = red[seen ? pixels[from] : 0];
      out[to + 1] = green[seen ? pixels[from + 1] : 0];
      out[to + 2] = blue[seen ? pixels[from + 2] : 0];
    }
  }
}
