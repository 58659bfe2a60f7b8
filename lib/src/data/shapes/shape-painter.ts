import type { Random } from '../random/random';
import { COLOUR_HUES, type Concept, type Texture } from './shape-concepts';
import { OUTLINES, type Outline } from './shape-outlines';

type Colour = readonly [red: number, green: number, blue: number];

/** Something with an edge, at a place in the image; lengths in pixels. */
interface Figure {
  readonly outline: Outline;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly angle: number;
  readonly fill: Colour;
  /** The second tone of the texture, and the rim's. */
  readonly shade: Colour;
  readonly texture: Texture;
}

const CLUTTER: readonly Outline[] = [
  (x, y) => Math.hypot(x, y) - 0.8,
  (x, y) => Math.max(Math.abs(x) - 1, Math.abs(y) - 0.25),
];

/**
 * Paints one image into `pixels: [size, size, 3]`: a pale gradient, scattered dots and strokes in any colour,
 * over them the concept's shape with random place, size, tilt, hue and lightness, and normal noise of
 * standard deviation `noise` (in 0..255) on every value.
 */
export function paintConcept(
  pixels: Uint8Array,
  size: number,
  concept: Concept,
  noise: number,
  random: Random,
): void {
  const canvas = new Float32Array(size * size * 3);
  paintGradient(canvas, size, random);
  const pieces = 3 + random.below(4);
  for (let i = 0; i < pieces; i++) paintFigure(canvas, size, clutter(size, random));
  paintFigure(canvas, size, subject(size, concept, random));
  // A Uint8ClampedArray rounds and clamps as it is written.
  const bytes = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, canvas.length);
  for (let i = 0; i < canvas.length; i++) bytes[i] = canvas[i] + noise * random.normal();
}

function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}

function paintGradient(canvas: Float32Array, size: number, random: Random): void {
  const hue = between(random, 0, 360);
  const from = colourOf(hue, between(random, 0.05, 0.25), between(random, 0.55, 0.9));
  const to = colourOf(
    hue + between(random, -60, 60),
    between(random, 0.05, 0.25),
    between(random, 0.55, 0.9),
  );
  const angle = between(random, 0, 2 * Math.PI);
  const right = Math.cos(angle) / size;
  const down = Math.sin(angle) / size;
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++, at += 3) {
      const share = 0.5 + (x - size / 2) * right + (y - size / 2) * down;
      for (let c = 0; c < 3; c++) canvas[at + c] = from[c] + (to[c] - from[c]) * share;
    }
  }
}

function clutter(size: number, random: Random): Figure {
  const hue = between(random, 0, 360);
  const fill = colourOf(hue, between(random, 0.15, 0.5), between(random, 0.4, 0.8));
  return {
    outline: CLUTTER[random.below(CLUTTER.length)],
    x: between(random, 0, size),
    y: between(random, 0, size),
    radius: size * between(random, 0.05, 0.13),
    angle: between(random, 0, 2 * Math.PI),
    fill,
    shade: fill,
    texture: 'plain',
  };
}

function subject(size: number, { shape, colour, texture }: Concept, random: Random): Figure {
  const radius = size * between(random, 0.26, 0.38);
  const hue = COLOUR_HUES[colour] + between(random, -9, 9);
  const saturation = between(random, 0.7, 0.95);
  const lightness = between(random, 0.45, 0.6);
  return {
    outline: OUTLINES[shape],
    x: between(random, radius, size - radius),
    y: between(random, radius, size - radius),
    radius,
    angle: between(random, -0.3, 0.3),
    fill: colourOf(hue, saturation, lightness),
    shade: colourOf(hue, saturation, lightness * 0.45),
    texture,
  };
}

function paintFigure(canvas: Float32Array, size: number, figure: Figure): void {
  const { outline, radius, fill, shade, texture } = figure;
  const right = Math.cos(figure.angle) / radius;
  const down = Math.sin(figure.angle) / radius;
  const reach = 1.5 * radius + 1;
  const last = (centre: number) => Math.min(size - 1, Math.ceil(centre + reach));
  for (let py = Math.max(0, Math.floor(figure.y - reach)); py <= last(figure.y); py++) {
    for (let px = Math.max(0, Math.floor(figure.x - reach)); px <= last(figure.x); px++) {
      const dx = px + 0.5 - figure.x;
      const dy = py + 0.5 - figure.y;
      const x = dx * right + dy * down;
      const y = dy * right - dx * down;
      const distance = outline(x, y) * radius;
      if (distance > 0.5) continue;
      const rim = share(distance + 1);
      const toned = Math.max(rim, texture === 'plain' ? 0 : share(-toneDistance(texture, x, y) * radius));
      blend(canvas, (py * size + px) * 3, fill, shade, toned, share(-distance));
    }
  }
}

/** Signed distance to the second tone of a texture, in units of the shape's radius. */
function toneDistance(texture: Texture, x: number, y: number): number {
  const period = 0.5;
  const across = Math.abs(y / period - Math.round(y / period)) * period;
  if (texture === 'striped') return across - 0.12;
  const along = Math.abs(x / period - Math.round(x / period)) * period;
  return Math.hypot(across, along) - 0.16;
}

/** The covered share of a pixel whose centre lies `inside` pixels within an edge. */
function share(inside: number): number {
  return Math.min(1, Math.max(0, inside + 0.5));
}

function blend(
  canvas: Float32Array,
  at: number,
  fill: Colour,
  shade: Colour,
  toned: number,
  cover: number,
): void {
  for (let c = 0; c < 3; c++) {
    const value = fill[c] + (shade[c] - fill[c]) * toned;
    canvas[at + c] += (value - canvas[at + c]) * cover;
  }
}

/** Hue in degrees, saturation and lightness in 0..1 to 0..255 (the HSL model). */
function colourOf(hue: number, saturation: number, lightness: number): Colour {
  const spread = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const sector = (((hue / 30 + offset) % 12) + 12) % 12;
    return 255 * (lightness - spread * Math.max(-1, Math.min(sector - 3, 9 - sector, 1)));
  };
  return [channel(0), channel(8), channel(4)];
}
