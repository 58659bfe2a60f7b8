import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { out } from '../paths.mjs';
import { writeAtomically } from '../setup/atomic.mjs';
import { essayHtml } from './essay.mjs';
import { notebookPages, reportHtml } from './page.mjs';
import { collectSummaries, summaryMarkdown } from './summary.mjs';

/** @import { Result } from '../notebooks/execute.mjs' */

/**
 * Writes `report.html`, a page for each notebook and the essay into `pages/`, and `summary.md`, from the results of
 * `executeAll`; returns their paths and the summaries.
 *
 * @param {Result[]} results
 */
export function buildReport(results, folder = out) {
  const done = results.filter(({ target }) => existsSync(target));
  const notebooks = done.map(({ name, target }) => ({
    name,
    notebook: JSON.parse(readFileSync(target, 'utf8')),
  }));
  const failures = results.flatMap(({ name, failure }) =>
    failure ? [{ name, cell: failure.cell, message: `${failure.name}: ${failure.message}` }] : [],
  );
  const summaries = collectSummaries(notebooks.map(({ notebook }) => notebook));
  const report = join(folder, 'report.html');
  const pages = join(folder, 'pages');
  const summary = join(folder, 'summary.md');
  writeAtomically(report, reportHtml(notebooks, failures));
  for (const { name, html } of notebookPages(notebooks, failures))
    writeAtomically(join(pages, `${name}.html`), html);
  const essay = essayHtml(notebooks);
  if (essay) writeAtomically(join(pages, 'essay.html'), essay);
  writeAtomically(summary, summaryMarkdown(summaries));
  return { report, pages, summary, summaries };
}
