import type { LayoutAxis } from 'plotly.js-dist-min';
import type { ClassAxis } from './figure';
import { classColor } from './style';
import { className } from './words';

/** Names that can be told apart below a panel of half the width. */
const MOST_NAMES = 20;

/**
 * The class axis: a tick a class, with its name, from the majority on the left to the minority. Of more than 20 classes as many
 * are named, evenly spread from the first to the last; the others in the hover text.
 */
export function classAxis(axis: ClassAxis, title = 'class, most to fewest training images'): LayoutAxis {
  const C = axis.classNames.length;
  const named = spread(C, Math.min(C, MOST_NAMES));
  return {
    tickvals: named,
    ticktext: named.map((c) => axis.classNames[c]),
    range: [-0.55, C - 0.45],
    autotickangles: [0, -45],
    showgrid: false,
    zeroline: false,
    ...(title ? { title: { text: title } } : {}),
  };
}

/** `n` of the classes 0 to C − 1, evenly spread. */
function spread(C: number, n: number): number[] {
  return Array.from({ length: n }, (_, k) => (n === C ? k : Math.round((k * (C - 1)) / (n - 1))));
}

/** The hover text's name of each class. */
export function hoverNames(axis: ClassAxis): string[] {
  return axis.classNames.map((_, c) => `class ${c}, ${className(axis, c)}`);
}

/** The colour of each class. */
export function classColors(axis: ClassAxis): string[] {
  return axis.classNames.map((_, c) => classColor(c, axis.classNames.length));
}
