import { readFileSync } from 'node:fs';
import { fill } from '../results/fill.mjs';
import { htmlFile } from './html.mjs';
import { markdownToHtml } from './markdown.mjs';
import { outputsToHtml } from './outputs.mjs';
import { partLinks } from './section.mjs';
import { collectSummaries } from './summary.mjs';

/** @import { NamedNotebook } from '../notebooks/notebook.mjs' */
/** @import { Heading } from './section.mjs' */

const TITLE = 'Why rare classes fail';
const CHART = /^\{\{chart (\S+) (\S+)\}\}$/m;

/**
 * The page for those who do not program, from the charts and numbers of executed notebooks `{name, notebook}`; null where one
 * that it tells of is not there, as with networks of one's own.
 *
 * @param {NamedNotebook[]} notebooks
 */
export function essayHtml(notebooks, template = readFileSync(new URL('essay.md', import.meta.url), 'utf8')) {
  const rows = collectSummaries(notebooks.map(({ notebook }) => notebook)).flatMap((summary) => summary.rows);
  const ours = (/** @type {string} */ id) => rows.find((row) => row.id === id)?.ours ?? null;
  const parts = template.split(CHART);
  // The parts are text, notebook, cell, text, notebook, cell, … text.
  const charts = parts.flatMap((part, k) => (k % 3 === 1 ? [chartOf(notebooks, part, parts[k + 1])] : []));
  const asked = [...template.matchAll(/\{\{ours (\S+)/g)].map(([, id]) => ours(id));
  if ([...charts, ...asked].includes(null)) return null;
  const texts = parts.filter((_, k) => k % 3 === 0);
  const headings = /** @type {Heading[]} */ ([]);
  const options = { onHeading: (/** @type {Heading} */ heading) => headings.push(heading) };
  const main = texts
    .map((text, k) => `${markdownToHtml(fill(text, { ours }), options)}${charts[k] ?? ''}`)
    .join('\n');
  const notebooksLink = '<li><a href="rq1-retrain-the-classifier.html">The notebooks</a></li>';
  const nav = `<h2>${TITLE}</h2><ul>${partLinks({ headings })}${notebooksLink}</ul>`;
  return htmlFile(TITLE, { nav, main: `<article>${main}</article>` });
}

/** The first chart that a cell of the notebook whose name begins so has drawn; null if there is none. @param {NamedNotebook[]} notebooks @param {string} rq @param {string} id */
function chartOf(notebooks, rq, id) {
  const cell = notebooks.find(({ name }) => name.startsWith(rq))?.notebook.cells.find((one) => one.id === id);
  const drawn = cell?.outputs?.find(({ data }) => data?.['application/vnd.plotly.v1+json']);
  return drawn ? outputsToHtml([drawn]) : null;
}
