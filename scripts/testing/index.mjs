import { allNotebooks, executeAll } from '../notebooks/execute.mjs';
import { executeSolutions } from '../notebooks/solutions.mjs';
import { setUp } from '../setup/index.mjs';
import { notebookOutcome, sumOutcomes } from './outcome.mjs';
import { siteOutcome } from './site.mjs';
import { runTool, runVitest } from './tools.mjs';

/**
 * Sets up what is missing, then checks style and types, runs the tests, executes the notebooks, and tries them in a
 * browser. What failed is named at the end; the last line is "N passed, N failed, N skipped".
 */
export async function testAll() {
  await setUp();
  const style = await runTool('style', '@biomejs/biome/bin/biome', [
    'check',
    '--diagnostic-level=error',
    '.',
  ]);
  const types = await runTool('types', 'typescript/bin/tsc', ['-p', 'tsconfig.json']);
  const site = await runTool('types of the site', 'typescript/bin/tsc', [
    '--noEmit',
    '-p',
    'site/tsconfig.json',
  ]);
  const scripts = await runTool('types of scripts', 'typescript/bin/tsc', ['-p', 'scripts/tsconfig.json']);
  const outcomes = [style, types, site, scripts, await runVitest()];
  const notebooks = await executeAll(allNotebooks());
  outcomes.push(...notebooks.map(notebookOutcome));
  outcomes.push(...(await executeSolutions()).map(notebookOutcome));
  outcomes.push(await runVitest('test/notebooks/vitest.config.mts'));
  outcomes.push(await siteOutcome());

  const { passed, failed, skipped, failures } = sumOutcomes(outcomes);
  if (failures.length) console.log(`\nFailed:\n${failures.join('\n')}`);
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed ? 1 : 0;
}
