import { SHAPE_NAMES, type ShapeName } from './shape-outlines';

/** Colour families and their hues in degrees; an image's own hue lies within a few degrees. */
export const COLOUR_HUES = { red: 0, yellow: 52, green: 125, cyan: 180, blue: 225, pink: 310 } as const;

/** One of the six colour families. */
type ColourName = keyof typeof COLOUR_HUES;

/** What a shape is filled with. */
const TEXTURES = ['plain', 'striped', 'dotted'] as const;

/** One of `TEXTURES`. */
export type Texture = (typeof TEXTURES)[number];

/** One way in which a class can look. */
export interface Concept {
  readonly shape: ShapeName;
  readonly colour: ColourName;
  readonly texture: Texture;
}

/** Names of the classes. */
export const CLASS_LETTERS = [...'ABCDEF'];

/** How many classes and how many sub-concepts per class there can be. */
export const MOST_CLASSES = SHAPE_NAMES.length;
export const MOST_CONCEPTS = SHAPE_NAMES.length * TEXTURES.length;

const COLOUR_NAMES = Object.keys(COLOUR_HUES) as ColourName[];

/**
 * Sub-concept `index`, 0..17, of class `label`, 0..5: shape = label + index, colour = shape + label (both
 * modulo 6). Hence a shape or a colour alone occurs in every class of full diversity, but a pair of shape and
 * colour in one class only (label = colour - shape): classes share parts, never a sub-concept. The texture
 * says nothing about the class; it tells the sub-concepts with the same pair apart.
 */
export function conceptOf(label: number, index: number): Concept {
  const shape = (label + index) % 6;
  return {
    shape: SHAPE_NAMES[shape],
    colour: COLOUR_NAMES[(shape + label) % 6],
    texture: TEXTURES[(index + Math.floor(index / 6)) % 3],
  };
}
