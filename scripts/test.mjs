/**
 * `npm test`: sets up what is missing, then checks style and types, runs the tests, executes the notebooks, and tries them
 * in a browser.
 */
import { allNotebooks, executeAll } from './notebooks/execute.mjs';
import { executeSolutions } from './notebooks/solutions.mjs';
import { setUp } from './setup/index.mjs';
import { checkOutcome, notebookOutcome, sumOutcomes } from './testing/outcome.mjs';
import { runTool, runVitest } from './testing/tools.mjs';

await setUp();
const outcomes = [
  checkOutcome(
    await runTool('style', '@biomejs/biome/bin/biome', ['check', '--diagnostic-level=error', '.']),
  ),
  checkOutcome(await runTool('types', 'typescript/bin/tsc', ['-p', 'tsconfig.json'])),
  await runVitest(),
];
const notebooks = await executeAll(allNotebooks());
outcomes.push(...notebooks.map((result) => notebookOutcome(result)));
outcomes.push(...(await executeSolutions()).map((result) => notebookOutcome(result)));
outcomes.push(await runVitest('test/notebooks/vitest.config.mts'));

const { passed, failed, skipped } = sumOutcomes(outcomes);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed ? 1 : 0;
