import { Rendered, tableBundle } from './render';

/** Solved, wrong, or not begun. */
export type CheckState = 'passed' | 'failed' | 'todo';

/** What came of each exercise when it was last checked, in the order in which they were begun. */
const outcomes = new Map<string, CheckState>();

/** Notes what a check said. */
export function noteOutcome(exercise: string, state: CheckState): void {
  outcomes.set(exercise, state);
}

const words: Readonly<Record<CheckState, string>> = {
  passed: '✓ solved',
  failed: '✗ not right yet',
  todo: '○ not begun',
};

/**
 * The exercises that were checked so far in this kernel, each with its last result, for `show` at the end of a
 * notebook.
 */
export function exercises(): Rendered {
  const rows = [...outcomes];
  const solved = rows.filter(([, state]) => state === 'passed').length;
  const caption =
    rows.length === 0 ? 'No exercise was checked yet.' : `${solved} of ${rows.length} exercises solved`;
  const table = {
    columns: [
      { name: 'exercise', values: rows.map(([exercise]) => exercise) },
      { name: 'outcome', values: rows.map(([, state]) => words[state]) },
    ],
  };
  return new Rendered(tableBundle(table, { caption }));
}
