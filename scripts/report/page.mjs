import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { markdownToHtml } from './markdown.mjs';
import { outputsToHtml } from './outputs.mjs';
import { collectSummaries, countClaims } from './summary.mjs';
import { escapeHtml, joined } from './text.mjs';

const TITLE = 'Why CNNs break on rare classes';

/**
 * The report: one HTML file with everything in it, from executed notebooks `{name, notebook}`; `failures` are
 * `{name, cell, message}` of notebooks that did not run to their end.
 */
export function reportHtml(notebooks, failures = []) {
  const sections = notebooks.map(({ name, notebook }) => section(name, notebook));
  const body = [
    `<nav><h2>${TITLE}</h2>${contents(sections)}</nav>`,
    `<main><h1>${TITLE}</h1>`,
    failures.map(failureNote).join(''),
    overview(collectSummaries(notebooks.map(({ notebook }) => notebook))),
    ...sections.map(({ html }) => html),
    '</main>',
  ].join('\n');
  const scripts = [plotly(), asset('page.js')].map(
    (code) => `<script>${code.replace(/<\/script/gi, '<\\/script')}</script>`,
  );
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${TITLE}</title><link rel="icon" href="data:,"><style>${asset('page.css')}</style></head>`,
    `<body>${body}${scripts.join('\n')}</body></html>\n`,
  ].join('\n');
}

/** One notebook: its prose, its code folded away, its outputs. */
function section(name, notebook) {
  const headings = [];
  const onHeading = (heading) => headings.push(heading);
  const cells = notebook.cells.map((cell) => {
    const source = joined(cell.source);
    if (cell.cell_type === 'markdown') return markdownToHtml(source, { prefix: `${name}-`, onHeading });
    return cell.cell_type === 'code' ? codeCell(cell, source) : '';
  });
  return { name, headings, html: `<section id="${escapeHtml(name)}">\n${cells.join('\n')}\n</section>` };
}

function codeCell(cell, source) {
  const label = `Code [${cell.execution_count ?? ' '}]`;
  const code = `<details><summary>${label}</summary><pre><code>${escapeHtml(source)}</code></pre></details>`;
  return `<div class="cell">${code}${outputsToHtml(cell.outputs)}</div>`;
}

function contents(sections) {
  const items = sections.map(({ name, headings }) => {
    const title = headings.find(({ level }) => level === 1)?.html ?? escapeHtml(name);
    const parts = headings
      .filter(({ level }) => level === 2)
      .map(({ id, html }) => `<li><a href="#${escapeHtml(id)}">${html}</a></li>`);
    return `<li><a href="#${escapeHtml(name)}">${title}</a><ul>${parts.join('')}</ul></li>`;
  });
  return `<ul>${items.join('')}</ul>`;
}

function overview(summaries) {
  if (summaries.length === 0) return '';
  const rows = summaries.map(({ rq, question, claims }) => {
    const { hold, fail, open } = countClaims(claims);
    const cells = [hold, fail, open].map((count) => `<td class="number">${count}</td>`).join('');
    return `<tr><td>RQ${rq}</td><td>${escapeHtml(question)}</td>${cells}</tr>`;
  });
  const head = ['', 'question', 'claims that hold', 'do not hold', 'not evaluated'];
  return `<div class="table"><table><thead><tr>${head.map((text) => `<th>${text}</th>`).join('')}</tr></thead>
<tbody>${rows.join('')}</tbody></table></div>`;
}

function failureNote({ name, cell, message }) {
  return `<p class="failed"><strong>${escapeHtml(name)}</strong> stopped at cell [${cell}]: ${escapeHtml(message)}</p>`;
}

function asset(file) {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}

function plotly() {
  return readFileSync(createRequire(import.meta.url).resolve('plotly.js-dist-min'), 'utf8');
}
