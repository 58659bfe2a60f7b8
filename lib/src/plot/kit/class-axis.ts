import type { LayoutAxis } from 'plotly.js-dist-min';
import type { ClassAxis } from './figure';
import { classColor } from './style';
import { className } from './words';

/** The class axis: one tick a class, with its name, from the majority on the left to the minority. */
export function classAxis(axis: ClassAxis, title = 'class, most to fewest training images'): LayoutAxis {
  const C = axis.classNames.length;
  return {
    tickvals: axis.classNames.map((_, c) => c),
    ticktext: [...axis.classNames],
    range: [-0.55, C - 0.45],
    autotickangles: [0, -45],
    showgrid: false,
    zeroline: false,
    ...(title ? { title: { text: title } } : {}),
  };
}

/** The hover text's name of each class. */
export function hoverNames(axis: ClassAxis): string[] {
  return axis.classNames.map((_, c) => `class ${c}, ${className(axis, c)}`);
}

/** The colour of each class. */
export function classColors(axis: ClassAxis): string[] {
  return axis.classNames.map((_, c) => classColor(c, axis.classNames.length));
}
