import { htmlFile } from './html.mjs';
import { failureNote, notebookSection, partLinks } from './section.mjs';
import { collectSummaries, countColumns } from './summary.mjs';
import { escapeHtml } from './text.mjs';

/** @import { NamedNotebook } from '../notebooks/notebook.mjs' */
/** @import { FailureNote, Section } from './section.mjs' */
/** @import { Summary } from './summary.mjs' */

const TITLE = 'Why CNNs break on rare classes';

/**
 * The report: one HTML file with everything in it, from executed notebooks `{name, notebook}`; `failures` are
 * `{name, cell, message}` of notebooks that did not run to their end.
 *
 * @param {NamedNotebook[]} notebooks
 * @param {FailureNote[]} [failures]
 */
export function reportHtml(notebooks, failures = []) {
  const sections = notebooks.map(({ name, notebook }) => notebookSection(name, notebook));
  const items = sections.map(
    (section) =>
      `<li><a href="#${escapeHtml(section.name)}">${section.title}</a><ul>${partLinks(section)}</ul></li>`,
  );
  const main = [
    `<h1>${TITLE}</h1>`,
    failures.map(failureNote).join(''),
    overview(collectSummaries(notebooks.map(({ notebook }) => notebook))),
    ...sections.map(({ html }) => html),
  ];
  return htmlFile(TITLE, { nav: `<h2>${TITLE}</h2><ul>${items.join('')}</ul>`, main: main.join('\n') });
}

/**
 * Each executed notebook as an HTML file of its own, `{name, html}`: its code in sight, and links to the other files
 * `NAME.html`, which lie beside it.
 *
 * @param {NamedNotebook[]} notebooks
 * @param {FailureNote[]} [failures]
 */
export function notebookPages(notebooks, failures = []) {
  const sections = notebooks.map(({ name, notebook }) =>
    notebookSection(name, notebook, {
      unfolded: true,
      linkTo: (other) => `${encodeURIComponent(other)}.html`,
    }),
  );
  return sections.map((section) => {
    const items = sections.map((other) => pageItem(other, other === section)).join('');
    const failed = failures.filter(({ name }) => name === section.name).map(failureNote);
    const nav = `<h2>${TITLE}</h2><ul>${items}</ul>`;
    const html = htmlFile(plain(section.title), { nav, main: `${failed.join('')}${section.html}` });
    return { name: section.name, html };
  });
}

/** @param {Section} section @param {boolean} isHere */
function pageItem(section, isHere) {
  if (isHere) return `<li><strong>${section.title}</strong><ul>${partLinks(section)}</ul></li>`;
  return `<li><a href="${encodeURIComponent(section.name)}.html">${section.title}</a></li>`;
}

/** HTML of a heading without its tags. @param {string} html */
function plain(html) {
  return html.replace(/<[^>]+>/g, '').replace(/&amp;/g, '&');
}

/** @param {Summary[]} summaries */
function overview(summaries) {
  if (summaries.length === 0) return '';
  const columns = countColumns(summaries);
  const rows = summaries.map(({ rq, question, claims }) => {
    const cells = columns.map(({ of }) => `<td class="number">${of(claims)}</td>`).join('');
    return `<tr><td>RQ${rq}</td><td>${escapeHtml(question)}</td>${cells}</tr>`;
  });
  const counted = columns.map(({ head }) => (head === 'hold' ? 'claims that hold' : head));
  const head = ['', 'question', ...counted];
  return `<div class="table"><table><thead><tr>${head.map((text) => `<th>${text}</th>`).join('')}</tr></thead>
<tbody>${rows.join('')}</tbody></table></div>`;
}
