import { reportLine } from '../notebooks/execute.mjs';

/** @import { Result } from '../notebooks/execute.mjs' */
/** @typedef {{ passed: number, failed: number, skipped: number }} Outcome */

/**
 * What vitest writes of a run, as far as it counts.
 *
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults
 */

/** A tool that passes or fails as a whole, as one test. @param {boolean} passed @returns {Outcome} */
export function checkOutcome(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/** An executed notebook as one test; it is printed as it is counted. @param {Omit<Result, 'target'>} result */
export function notebookOutcome(result) {
  console.log(reportLine(result));
  return checkOutcome(!result.failure);
}

/**
 * Vitest's JSON report as counts. A run that did not end properly, or a file that did not load, is a failure.
 *
 * @param {VitestReport | null} report
 * @param {number} exitCode
 * @returns {Outcome}
 */
export function vitestOutcome(report, exitCode) {
  if (!report) return checkOutcome(false);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = report;
  const unloaded = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = numFailedTests + unloaded;
  // An error outside any test is in no count, only in the exit code.
  const unseen = exitCode !== 0 && failed === 0 ? 1 : 0;
  return { passed: numPassedTests, failed: failed + unseen, skipped: numPendingTests + numTodoTests };
}

/** Counts added up. @param {Outcome[]} outcomes @returns {Outcome} */
export function sumOutcomes(outcomes) {
  const sum = (/** @type {keyof Outcome} */ key) =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}
