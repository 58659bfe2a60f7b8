import { UserError } from '../errors';
import { requireModule } from './modules';

/**
 * How a picture becomes a square: `crop` keeps its middle, `stretch` all of it with other proportions, `pad` all of it between
 * black bars.
 */
export type Fit = 'crop' | 'stretch' | 'pad';

/** Bare values of a picture. `data: [height, width, channels]`: 1 grey, 2 with alpha, 3 red green blue, 4 with alpha. */
export interface RawPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly data: Uint8Array;
}

/** What is used of the package `sharp`. */
interface Pipeline {
  metadata(): Promise<{ autoOrient: { width: number; height: number } }>;
  autoOrient(): Pipeline;
  resize(options: object): Pipeline;
  flatten(options: { background: string }): Pipeline;
  toColourspace(name: 'srgb'): Pipeline;
  raw(): Pipeline;
  toBuffer(): Promise<Uint8Array>;
}

interface Sharp {
  (input: Uint8Array, options: object): Pipeline;
  block(names: { operation: string[] }): void;
  unblock(names: { operation: string[] }): void;
  concurrency(threads: number): void;
  cache(on: boolean): void;
}

const RULES: Readonly<Record<Fit, string>> = { crop: 'cover', stretch: 'fill', pad: 'contain' };
const READ = ['Png', 'Jpeg', 'Webp', 'Nsgif'].map((name) => `VipsForeignLoad${name}`);

/**
 * Pixels that a file may always claim to have; decoding takes up to ten bytes each. A larger one may have more, up to sharp's
 * own limit.
 */
const [ALWAYS, PER_BYTE, MOST] = [64e6, 100, 268e6];

let loaded: Sharp | null = null;

/**
 * A PNG, JPEG, WebP or GIF file, or bare values, as RGB pixels of 8 bits `[size, size, 3]`: turned as its EXIF orientation says,
 * of an animation the first frame, on white where it is transparent. Another size is resampled by Lanczos’ kernel (a = 3).
 * Throws an Error, with the reason, for what cannot be decoded, a file that is cut, too.
 */
export async function decodeSquare(
  picture: Uint8Array | RawPicture,
  size: number,
  fit: Fit,
): Promise<Uint8Array> {
  // Bare pixels of that size are whole already, and a set may have 60,000 of them.
  if ('data' in picture && picture.width === size && picture.height === size && picture.channels === 3)
    return picture.data;
  const how = { width: size, height: size, fit: RULES[fit], fastShrinkOnLoad: false };
  const square = pipeline(picture).autoOrient().resize(how).flatten({ background: '#fff' });
  const pixels = await square.toColourspace('srgb').raw().toBuffer().catch(inWords(picture));
  if (pixels.length !== 3 * size * size) throw new Error(`${pixels.length} bytes of pixels`);
  return pixels;
}

/** Rethrows what sharp says of a file, in words that a reader can do something with. */
function inWords(picture: Uint8Array | RawPicture): (error: Error) => never {
  return (cause) => {
    if (/^Warning treated as error/.test(cause.message))
      throw new Error('damaged: a part of it cannot be decoded', { cause });
    if (!/exceeds pixel limit/.test(cause.message)) throw cause;
    const most = Math.floor(mostPixels(picture) / 1e6);
    throw new Error(`more than ${most} million pixels: make it smaller, or crop it`, { cause });
  };
}

/** A small file may claim any size: this is asked before any pixel is made room for. */
function mostPixels(picture: Uint8Array | RawPicture): number {
  return 'data' in picture ? MOST : Math.min(MOST, Math.max(ALWAYS, PER_BYTE * picture.length));
}

/** Width and height of a picture, as a viewer shows it. Throws an Error for what is none. */
export async function shownSize(
  picture: Uint8Array | RawPicture,
): Promise<{ width: number; height: number }> {
  if ('data' in picture) return { width: picture.width, height: picture.height };
  return (await pipeline(picture).metadata()).autoOrient;
}

function pipeline(picture: Uint8Array | RawPicture): Pipeline {
  loaded ??= load();
  if (picture instanceof Uint8Array) {
    if (picture.length === 0) throw new Error('an empty file');
    return loaded(picture, { failOn: 'warning', limitInputPixels: mostPixels(picture) });
  }
  const { data, width, height, channels } = picture;
  return loaded(data, { raw: { width, height, channels } });
}

/** With the four formats only: what else the package reads (SVG, PDF) is no photograph. */
function load(): Sharp {
  const sharp = requireModule<Sharp>('sharp');
  if (!sharp)
    throw new UserError({
      where: 'images',
      given: 'an installation without the package sharp',
      expected: 'it, which reads PNG, JPEG, WebP and GIF',
      remedy: 'Run npm install in the project’s folder.',
    });
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: [...READ, 'VipsForeignLoadRaw'] });
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}
