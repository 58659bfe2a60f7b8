import type { Layout } from 'plotly.js-dist-min';
import { note } from './draft';

/** A value that others are held against. */
export interface Level {
  readonly value: number;
  /** Right of the line. Default: none. */
  readonly name?: string;
}

/** Dashed lines across a figure of one y axis, each with its name behind its end. */
export function levels(lines: readonly Level[]): Required<Pick<Layout, 'shapes' | 'annotations'>> {
  const named = lines.filter(({ name }) => name);
  return {
    shapes: lines.map(({ value }) => ({
      ...{ type: 'line', xref: 'paper', x0: 0, x1: 1, y0: value, y1: value },
      line: { dash: 'dash', width: 1.5 },
    })),
    annotations: named.map(({ value, name = '' }) =>
      note(name, { x: 1, xref: 'paper', xanchor: 'left', xshift: 4, y: value, align: 'left' }),
    ),
  };
}
