import type { ImageSet } from '../data/images';
import { chartConfig } from '../plot/draw/config';
import { contactSheet } from '../plot/figures/contact-sheet';
import type { Figure } from '../plot/kit/figure';
import { tableHtml } from '../table/html';
import { ownTables, ownText } from '../table/own/own';
import { tableOf } from '../table/sources';
import type { TableData, TableOptions, TitledTable } from '../table/table';
import { tableText } from '../table/text';
import { cut, described } from '../table/value';
import { chartHtml, drawsPlotly } from './chart-html';
import { inKernel, type MimeBundle } from './kernel';

/** MIME type of Plotly's JSON. */
export const PLOTLY_MIME = 'application/vnd.plotly.v1+json';

/** What a notebook cell can display: `comparison`, `verdicts` and `summary` return it, and `show` shows it. */
export class Rendered {
  constructor(readonly bundle: MimeBundle) {}
}

/**
 * The bundle of a figure: Plotly's JSON and its description, and, unless the notebook's program is known to draw Plotly's JSON,
 * HTML that draws itself.
 */
export function figureBundle(figure: Figure): MimeBundle {
  return {
    [PLOTLY_MIME]: { ...figure, config: chartConfig(figure) },
    ...(inKernel() && !drawsPlotly() ? { 'text/html': chartHtml(figure) } : {}),
    'text/plain': figure.layout.meta.alt,
  };
}

/** The bundle of a table. */
export function tableBundle(table: TableData, options: TableOptions = {}): MimeBundle {
  return { 'text/html': tableHtml(table, options), 'text/plain': tableText(table, options) };
}

/** The bundle of several tables, each shown whole below its title. */
function tablesBundle(tables: readonly TitledTable[]): MimeBundle {
  const parts = tables.map(({ title, table }) =>
    tableBundle(table, { caption: title, maxRows: Number.POSITIVE_INFINITY }),
  );
  const join = (mime: string, glue: string) => parts.map((part) => part[mime]).join(glue);
  return { 'text/html': join('text/html', ''), 'text/plain': join('text/plain', '\n\n') };
}

/** Characters of Markdown that are shown at most. */
const LONGEST = 100_000;

/**
 * The bundle that shows `x`: a figure, an Arquero table, a Danfo data frame, an array of objects or a map (as a table),
 * an image set (as a contact sheet), a string (as Markdown), the library's runs, analyses, embeddings, heads, networks
 * and data sets (as tables), several of these (a line each), numbers and tensors (in words); anything else in a few
 * lines. Never throws: what looks like one of these and is none is shown as what it is.
 */
export function render(x: unknown, options: TableOptions = {}): MimeBundle {
  if (typeof x === 'string') {
    const text = cut(x, LONGEST);
    return { 'text/markdown': text, 'text/plain': text };
  }
  try {
    const bundle = typeof x === 'object' && x !== null ? natural(x, options) : null;
    if (bundle) return bundle;
  } catch {
    // A damaged embedding, a getter that throws: described below.
  }
  return { 'text/plain': described(x) };
}

function natural(x: object, options: TableOptions): MimeBundle | null {
  if (x instanceof Rendered) return x.bundle;
  if (isFigure(x)) return figureBundle(x);
  if (isImageSet(x)) return figureBundle(contactSheet(x));
  const tables = ownTables(x);
  if (tables) return tablesBundle(tables);
  const table = tableOf(x, options.maxRows ?? 20);
  if (table) return tableBundle(table, options);
  const text = ownText(x);
  return text === null ? null : { 'text/plain': text };
}

function isFigure(x: object): x is Figure {
  if (!('data' in x) || !Array.isArray(x.data) || !('layout' in x)) return false;
  const layout = x.layout as Figure['layout'] | null;
  return typeof layout?.meta?.alt === 'string';
}

function isImageSet(x: object): x is ImageSet {
  return 'pixels' in x && x.pixels instanceof Uint8Array && 'labels' in x && 'classNames' in x;
}
