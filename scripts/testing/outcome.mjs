import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { reportLine } from '../notebooks/execute.mjs';
import { root } from '../paths.mjs';

/** @import { Result } from '../notebooks/execute.mjs' */
/** Counts, and what failed, a line each. @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Outcome */

/**
 * What vitest writes of a file of tests, as far as it is read here.
 *
 * @typedef {object} FileReport
 * @property {string} name Its path.
 * @property {string} status
 * @property {string} [message] Why it did not load.
 * @property {{ status: string, fullName: string, failureMessages?: string[] }[]} assertionResults
 */

/**
 * What vitest writes of a run.
 *
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {FileReport[]} testResults
 */

/** A tool that passes or fails as a whole, as one test. @param {string} name @param {boolean} passed @returns {Outcome} */
export function checkOutcome(name, passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, failures: passed ? [] : [name] };
}

/** An executed notebook as one test; it is printed as it is counted. @param {Omit<Result, 'target'>} result */
export function notebookOutcome(result) {
  console.log(reportLine(result));
  return checkOutcome(reportLine(result), !result.failure);
}

/**
 * Vitest's JSON report as counts. A run that did not end properly, or a file that did not load, is a failure.
 *
 * @param {string} name What the run is called if no test can be named.
 * @param {VitestReport | null} report
 * @param {number} exitCode
 * @returns {Outcome}
 */
export function vitestOutcome(name, report, exitCode) {
  if (!report) return checkOutcome(`${name}: ended without a report`, false);
  const { numPassedTests, numPendingTests, numTodoTests, testResults } = report;
  const failures = testResults.flatMap(fileFailures);
  // An error outside any test is in no count, only in the exit code.
  if (exitCode !== 0 && !failures.length) failures.push(`${name}: an error outside any test`);
  const skipped = numPendingTests + numTodoTests;
  return { passed: numPassedTests, failed: failures.length, skipped, failures };
}

/** The tests of a file that failed, each with the first line of why; the file itself if it did not load. @param {FileReport} file */
function fileFailures({ name: path, status, message, assertionResults }) {
  const name = relative(root, path);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (!failed.length) return status === 'failed' ? [`${name}: ${firstLine(message)}`] : [];
  return failed.map(
    ({ fullName, failureMessages }) => `${name} > ${fullName}: ${firstLine(failureMessages?.[0])}`,
  );
}

/** @param {string} [message] */
function firstLine(message = '') {
  return stripVTControlCharacters(message).trim().split('\n')[0];
}

/** Counts added up. @param {Outcome[]} outcomes @returns {Outcome} */
export function sumOutcomes(outcomes) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const failures = outcomes.flatMap((outcome) => outcome.failures);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), failures };
}
