import { columns, type Panel } from './panels';

/**
 * Pixels: what a laptop of 1366 × 768 shows of a notebook's chart, what title and axis take of it, and the lowest row to read.
 */
const [SCREEN, FRAME, LOWEST] = [600, 130, 18];

/** Shares of the drawing area's width between two panels: for each letter of a name, and beside the names. */
const [LETTER, SPACE] = [0.0127, 0.03];

/** A panel and the rows that stand in it, the first on top. */
export interface RowPanel<Row> extends Panel {
  readonly rows: readonly Row[];
}

/**
 * Panels for a chart that has a row for each of its names, and the chart's height in pixels: rows of `step` pixels where they
 * fit a laptop's screen, lower ones where they are more, and up to four panels side by side where they would be too low to
 * read.
 */
export function rowPanels<Row extends { readonly id: string }>(
  rows: readonly Row[],
  step: number,
): { panels: RowPanel<Row>[]; height: number } {
  const room = SCREEN - FRAME;
  const across = Math.min(4, Math.max(1, Math.ceil((rows.length * LOWEST) / room)));
  const down = Math.ceil(rows.length / across);
  const high = Math.max(LOWEST, Math.min(step, room / Math.max(1, down)));
  const parts = Array.from({ length: across }, (_, k) => rows.slice(k * down, (k + 1) * down));
  const longest = Math.max(0, ...rows.map(({ id }) => id.length));
  const panels = columns(
    parts.map(() => ''),
    across > 1 ? Math.min(LETTER * longest + SPACE, 0.7 / (across - 1)) : 0,
  );
  return {
    panels: panels.map((panel, k) => ({ ...panel, rows: parts[k] })),
    height: Math.round(FRAME + high * down),
  };
}

/** The y axis of such a panel: a name for each row. */
export function rowAxis(names: readonly string[]) {
  const range: [number, number] = [names.length - 0.5, -0.5];
  return { type: 'category' as const, categoryarray: [...names], range, dtick: 1 };
}
