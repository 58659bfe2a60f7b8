import { inspect } from 'node:util';
import type { ImageSet } from '../data/images';
import { figureToSvg } from '../plot/draw/svg/svg';
import { contactSheet } from '../plot/figures/contact-sheet';
import type { Figure } from '../plot/kit/figure';
import { type TableData, type TableOptions, type TitledTable, tableHtml, tableText } from '../table/table';
import {
  fromArquero,
  fromDanfo,
  fromMap,
  fromObjects,
  isArqueroTable,
  isDanfoFrame,
} from '../table/table-sources';
import type { MimeBundle } from './kernel';
import { ownTables, ownText } from './own-types/own-types';

/** MIME type of Plotly's JSON. */
export const PLOTLY_MIME = 'application/vnd.plotly.v1+json';

/** Something that is a bundle already: what `comparison`, `verdicts` and `summary` return. */
export class Rendered {
  constructor(readonly bundle: MimeBundle) {}
}

// Not `responsive`: JupyterLab's renderer follows the page's width by itself, and both together make a chart flat when only
// the window's height changes.
const config = { displaylogo: false };

/** The bundle of a figure: Plotly's JSON, a still picture for readers that do not know it, and its alt text. */
export function figureBundle(figure: Figure): MimeBundle {
  return {
    [PLOTLY_MIME]: { ...figure, config },
    'image/svg+xml': figureToSvg(figure),
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

/**
 * The bundle that shows `x`: a figure, an Arquero table, a Danfo data frame, an array of objects or a map (as a table),
 * an image set (as a contact sheet), a string (as Markdown), the library's runs, analyses, embeddings, heads, networks
 * and data sets (as tables), numbers and tensors (in words); anything else as Node prints it.
 */
export function render(x: unknown, options: TableOptions = {}): MimeBundle {
  if (x instanceof Rendered) return x.bundle;
  if (typeof x === 'string') return { 'text/markdown': x, 'text/plain': x };
  if (typeof x === 'object' && x !== null) {
    const maxRows = options.maxRows ?? 20;
    if (isFigure(x)) return figureBundle(x);
    if (isImageSet(x)) return figureBundle(contactSheet(x));
    if (isArqueroTable(x)) return tableBundle(fromArquero(x, maxRows), options);
    if (isDanfoFrame(x)) return tableBundle(fromDanfo(x, maxRows), options);
    if (isRows(x)) return tableBundle(fromObjects(x), options);
    if (x instanceof Map && x.size > 0) return tableBundle(fromMap(x), options);
    const tables = ownTables(x);
    if (tables) return tablesBundle(tables);
    const text = ownText(x);
    if (text !== null) return { 'text/plain': text };
  }
  return { 'text/plain': inspect(x) };
}

function isFigure(x: object): x is Figure {
  if (!('data' in x) || !Array.isArray(x.data) || !('layout' in x)) return false;
  const layout = x.layout as Figure['layout'] | null;
  return typeof layout?.meta?.alt === 'string';
}

function isImageSet(x: object): x is ImageSet {
  return 'pixels' in x && x.pixels instanceof Uint8Array && 'labels' in x && 'classNames' in x;
}

function isRows(x: object): x is object[] {
  return Array.isArray(x) && x.length > 0 && x.every(isRecord);
}

function isRecord(row: unknown): boolean {
  return typeof row === 'object' && row !== null && !Array.isArray(row) && !ArrayBuffer.isView(row);
}
