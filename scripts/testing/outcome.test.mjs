import { expect, it } from 'vitest';
import { checkOutcome, sumOutcomes, vitestOutcome } from './outcome.mjs';

/** @import { VitestReport } from './outcome.mjs' */

/**
 * @param {Partial<VitestReport>} counts
 * @param {VitestReport['testResults']} testResults
 * @returns {VitestReport & { numTodoTests: number }}
 */
const report = (counts, testResults = []) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults,
  ...counts,
});

it('counts what vitest counted', () => {
  const counts = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  expect(vitestOutcome(report(counts), 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
});

it('counts a file that did not load as a failure', () => {
  const files = [{ status: 'failed', assertionResults: [] }];
  expect(vitestOutcome(report({ numPassedTests: 5 }, files), 1)).toEqual({
    passed: 5,
    failed: 1,
    skipped: 0,
  });
});

it('counts an error outside any test, and a run without a report, as a failure', () => {
  expect(vitestOutcome(report({ numPassedTests: 5 }), 1).failed).toBe(1);
  expect(vitestOutcome(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

it('adds up', () => {
  const outcomes = [checkOutcome(true), checkOutcome(false), { passed: 3, failed: 0, skipped: 2 }];
  expect(sumOutcomes(outcomes)).toEqual({ passed: 4, failed: 1, skipped: 2 });
});
