import { joined } from '../notebooks/notebook.mjs';
import { markdownToHtml } from './markdown.mjs';
import { outputsToHtml } from './outputs.mjs';
import { escapeHtml } from './text.mjs';

/** @import { Cell, Notebook } from '../notebooks/notebook.mjs' */
/** @typedef {{ level: number, id: string, html: string }} Heading */
/** @typedef {{ name: string, headings: Heading[], title: string, html: string }} Section */
/** @typedef {(name: string) => string} LinkTo */
/** @typedef {{ name: string, cell: number, message: string }} FailureNote */

/**
 * One executed notebook as `{name, headings, title, html}`: its prose, its code, its outputs. `unfolded`: whether the code is
 * seen before the reader asks for it; `linkTo(name)`: where links to another notebook lead.
 *
 * @param {string} name
 * @param {Notebook} notebook
 * @param {{ unfolded?: boolean, linkTo?: LinkTo }} [options]
 * @returns {Section}
 */
export function notebookSection(name, notebook, { unfolded = false, linkTo = (other) => `#${other}` } = {}) {
  /** @type {Heading[]} */
  const headings = [];
  const options = {
    prefix: `${name}-`,
    onHeading: (/** @type {Heading} */ heading) => headings.push(heading),
    linkTo: (/** @type {string} */ href) => target(href, linkTo),
  };
  const cells = notebook.cells.map((cell) => {
    const source = joined(cell.source);
    if (cell.cell_type === 'markdown') return markdownToHtml(source, options);
    return cell.cell_type === 'code' ? codeCell(cell, source, unfolded) : '';
  });
  const title = headings.find(({ level }) => level === 1)?.html ?? escapeHtml(name);
  const html = `<section id="${escapeHtml(name)}">\n${cells.join('\n')}\n</section>`;
  return { name, headings, title, html };
}

/** A link of a notebook's prose in a file that may be anywhere: to the web, to another notebook, or to nothing. @param {string} href @param {LinkTo} linkTo */
function target(href, linkTo) {
  if (/^(https?:|#)/.test(href)) return href;
  const notebook = /^([\w-]+)\.ipynb$/.exec(href);
  return notebook ? linkTo(notebook[1]) : null;
}

/** @param {Cell} cell @param {string} source @param {boolean} unfolded */
function codeCell(cell, source, unfolded) {
  const label = `Code [${cell.execution_count ?? ' '}]`;
  const code = `<pre><code>${escapeHtml(source)}</code></pre>`;
  const folded = `<details${unfolded ? ' open' : ''}><summary>${label}</summary>${code}</details>`;
  return `<div class="cell">${folded}${outputsToHtml(cell.outputs ?? [])}</div>`;
}

/** The sections' parts as list items of links. @param {Pick<Section, 'headings'>} section */
export function partLinks({ headings }) {
  return headings
    .filter(({ level }) => level === 2)
    .map(({ id, html }) => `<li><a href="#${escapeHtml(id)}">${html}</a></li>`)
    .join('');
}

/** Where a notebook stopped. @param {FailureNote} failure */
export function failureNote({ name, cell, message }) {
  return `<p class="failed"><strong>${escapeHtml(name)}</strong> stopped at cell [${cell}]: ${escapeHtml(message)}</p>`;
}
