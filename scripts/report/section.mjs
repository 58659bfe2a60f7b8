import { markdownToHtml } from './markdown.mjs';
import { outputsToHtml } from './outputs.mjs';
import { escapeHtml, joined } from './text.mjs';

/**
 * One executed notebook as `{name, headings, title, html}`: its prose, its code, its outputs. `unfolded`: whether the code is
 * seen before the reader asks for it; `linkTo(name)`: where links to another notebook lead.
 */
export function notebookSection(name, notebook, { unfolded = false, linkTo = (other) => `#${other}` } = {}) {
  const headings = [];
  const options = {
    prefix: `${name}-`,
    onHeading: (heading) => headings.push(heading),
    linkTo: (href) => target(href, linkTo),
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

/** A link of a notebook's prose in a file that may be anywhere: to the web, to another notebook, or to nothing. */
function target(href, linkTo) {
  if (/^(https?:|#)/.test(href)) return href;
  const notebook = /^([\w-]+)\.ipynb$/.exec(href);
  return notebook && linkTo(notebook[1]);
}

function codeCell(cell, source, unfolded) {
  const label = `Code [${cell.execution_count ?? ' '}]`;
  const code = `<pre><code>${escapeHtml(source)}</code></pre>`;
  const folded = `<details${unfolded ? ' open' : ''}><summary>${label}</summary>${code}</details>`;
  return `<div class="cell">${folded}${outputsToHtml(cell.outputs)}</div>`;
}

/** The sections' parts as list items of links. */
export function partLinks({ headings }) {
  return headings
    .filter(({ level }) => level === 2)
    .map(({ id, html }) => `<li><a href="#${escapeHtml(id)}">${html}</a></li>`)
    .join('');
}

/** Where a notebook stopped, `{name, cell, message}`. */
export function failureNote({ name, cell, message }) {
  return `<p class="failed"><strong>${escapeHtml(name)}</strong> stopped at cell [${cell}]: ${escapeHtml(message)}</p>`;
}
