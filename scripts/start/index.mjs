import { relative } from 'node:path';
import { allNotebooks, executeAll, reportLine } from '../notebooks/execute.mjs';
import { root } from '../paths.mjs';
import { setUp } from '../setup/index.mjs';

/** Sets up what is missing, executes the notebooks, and writes the report, the pages and the summary. */
export async function start() {
  await setUp();
  const notebooks = allNotebooks();
  console.log(`Executing ${notebooks.length} notebooks:`);
  const began = performance.now();
  const results = await executeAll(notebooks, (result) => console.log(reportLine(result)));
  console.log(`  all in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  await printReport(results);
  const failed = results.filter(({ failure }) => failure);
  if (failed.length === 0)
    return console.log(
      'Next: npm run lab   opens the notebooks in JupyterLab: run, change and rerun their cells.',
    );
  console.error(`${failed.length} of ${results.length} notebooks failed:`);
  for (const result of failed) console.error(reportLine(result));
  process.exitCode = 1;
}

/** @param {Awaited<ReturnType<typeof executeAll>>} results */
async function printReport(results) {
  // The report's libraries are there only after set-up.
  const { buildReport } = await import('../report/build.mjs');
  const { summaryText } = await import('../report/summary.mjs');
  const { report, pages, summary, summaries } = buildReport(results);
  console.log(`What the paper claims, and whether it holds here:\n${summaryText(summaries)}\n`);
  console.log('  notebooks  out/notebooks/');
  console.log(`  report     ${relative(root, report)}   (open it in a browser)`);
  console.log(`  pages      ${relative(root, pages)}/   (the same, a page a notebook)`);
  console.log(`  summary    ${relative(root, summary)}\n`);
}
