import { expect, it } from 'vitest';
import { at } from '../paths.mjs';
import { checkOutcome, sumOutcomes, vitestOutcome } from './outcome.mjs';

/** @import { VitestReport } from './outcome.mjs' */

/**
 * @param {Partial<VitestReport>} counts
 * @param {VitestReport['testResults']} testResults
 * @returns {VitestReport}
 */
const report = (counts, testResults = []) => ({
  numPassedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults,
  ...counts,
});

const passing = { status: 'passed', fullName: 'adds' };

it('counts what vitest counted, and names what failed by its file and the first line of why', () => {
  const failing = {
    status: 'failed',
    fullName: 'sums adds',
    failureMessages: ['Error: 2 is not 3\n    at sum'],
  };
  const files = [{ name: at('sums.test.ts'), status: 'failed', assertionResults: [passing, failing] }];
  expect(
    vitestOutcome('units', report({ numPassedTests: 5, numPendingTests: 2, numTodoTests: 1 }, files), 1),
  ).toEqual({
    passed: 5,
    failed: 1,
    skipped: 3,
    failures: ['sums.test.ts > sums adds: Error: 2 is not 3'],
  });
});

it('counts a file that did not load as a failure', () => {
  const files = [
    { name: at('sums.test.ts'), status: 'failed', message: 'no such module', assertionResults: [] },
  ];
  expect(vitestOutcome('units', report({ numPassedTests: 5 }, files), 1)).toEqual({
    passed: 5,
    failed: 1,
    skipped: 0,
    failures: ['sums.test.ts: no such module'],
  });
});

it('counts an error outside any test, and a run without a report, as a failure', () => {
  const outside = vitestOutcome('units', report({ numPassedTests: 5 }), 1);
  expect(outside).toMatchObject({ failed: 1, failures: ['units: an error outside any test'] });
  const ended = vitestOutcome('units', null, 1);
  expect(ended).toEqual({ passed: 0, failed: 1, skipped: 0, failures: ['units: ended without a report'] });
});

it('adds up', () => {
  const skipped = { passed: 3, failed: 0, skipped: 2, failures: [] };
  expect(sumOutcomes([checkOutcome('style', true), checkOutcome('types', false), skipped])).toEqual({
    passed: 4,
    failed: 1,
    skipped: 2,
    failures: ['types'],
  });
});
