import { checkValue, whole } from '../../options';

/**
 * Colours by role, told apart with every kind of colour vision and at contrast 3 or more on white and on
 * near black (after Okabe and Ito).
 */
export const palette = {
  train: '#0072b2',
  test: '#009e73',
  recognised: '#009e73',
  missed: '#d55e00',
  imbalance: '#d55e00',
  paper: '#797979',
  ours: '#0072b2',
  frequent: '#0072b2',
  rare: '#d55e00',
  holds: '#009e73',
  fails: '#d55e00',
  unknown: '#797979',
  neutral: '#797979',
} as const;

/** What series without a role are drawn in, in order: blue, orange, green, grey, violet. */
export const seriesColors = [palette.train, palette.imbalance, palette.test, palette.neutral, '#9468b0'];

/** The colour of the role that a series' name speaks of: of `test, missed` that of the missed; undefined: of none. */
export function roleColor(name: string): string | undefined {
  const words = name.split(/[^\p{L}]+/u);
  const role = roles.find((one) => roleWords[one].some((word) => words.includes(word)));
  return role && palette[role];
}

/** The paper calls the missed images of a class its FP. */
const roleWords = {
  missed: ['missed', 'FP', 'FN'],
  recognised: ['recognised', 'TP'],
  train: ['train', 'training'],
  test: ['test'],
  paper: ['paper'],
  ours: ['ours'],
  frequent: ['frequent'],
  rare: ['rare'],
} as const;
const roles = Object.keys(roleWords) as (keyof typeof roleWords)[];

// From blue through purple to orange, in even steps of CIELAB's b* (blue to yellow), which red-green blindness leaves to be seen.
const classStops: readonly [number, number, number][] = [
  [0x00, 0x67, 0xbc],
  [0x99, 0x59, 0x98],
  [0xcc, 0x51, 0x75],
  [0xdf, 0x5c, 0x4f],
  [0xdf, 0x75, 0x1c],
];

/** Colour of class c of C: blue for the majority, through purple, to orange for the minority. */
export function classColor(c: number, C: number): string {
  checkValue('classColor', 'C', C, whole(1));
  checkValue('classColor', 'c', c, whole(0, C - 1));
  const position = C < 2 ? 0 : (c / (C - 1)) * (classStops.length - 1);
  const below = Math.min(Math.floor(position), classStops.length - 2);
  const share = position - below;
  const channel = (k: number) => {
    const value = Math.round(classStops[below][k] * (1 - share) + classStops[below + 1][k] * share);
    return value.toString(16).padStart(2, '0');
  };
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}

/** How a line and its markers look. */
export interface LineStyle {
  readonly color: string;
  readonly symbol: 'circle' | 'square' | 'diamond' | 'x';
  readonly dash: 'solid' | 'dot' | 'dash' | 'dashdot';
}

/**
 * The line style of one K: blue, green, orange and grey for up to 2, up to 3, up to 5 and more (the paper has red and black for
 * the last two), each with its own marker and dash pattern.
 */
export function kStyle(K: number): LineStyle {
  checkValue('kStyle', 'K', K, whole(1));
  if (K <= 2) return { color: '#0072b2', symbol: 'circle', dash: 'solid' };
  if (K <= 3) return { color: '#009e73', symbol: 'square', dash: 'dash' };
  if (K <= 5) return { color: '#d55e00', symbol: 'diamond', dash: 'dashdot' };
  return { color: palette.neutral, symbol: 'x', dash: 'dot' };
}

/** A colour scale, as Plotly takes it: places from 0 to 1 and their colours. */
export type ColorScale = [place: number, color: string][];

/** Dark blue to yellow (Cividis): even in lightness, and nearly the same for the colour-blind. */
export const sequentialScale: ColorScale = [
  [0, '#00224e'],
  [0.25, '#404c6b'],
  [0.5, '#7c7b78'],
  [0.75, '#bbae6e'],
  [1, '#fee838'],
];

/** Blue below 0, white at 0, orange above, for values from -m to m. */
export const divergingScale: ColorScale = [
  [0, '#0072b2'],
  [0.5, '#f7f7f7'],
  [1, '#d55e00'],
];
