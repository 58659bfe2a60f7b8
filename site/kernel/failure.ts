import { hintsFor } from '../../scripts/kernel/hints.mjs';

/** A Jupyter error. */
export interface Failure {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
}

/** Where something failed, in a cell as typed. */
export interface Place {
  readonly cell: number;
  readonly line: number;
  readonly text: string;
}

/** A complaint of the compiler, in the running cell. */
export interface Report {
  readonly line: number;
  readonly text: string;
  /** What was typed there. */
  readonly source: string;
}

/** A cell that the compiler does not take. */
export class Miswritten extends Error {
  override readonly name = 'CompileError';

  constructor(readonly reports: readonly Report[]) {
    super(reports[0].text);
  }
}

/** What a cell threw, in the words of the notebooks' kernel; `locate` finds a frame of a stack in a cell. */
export function describeThrown(thrown: unknown, locate: (stack: string) => Place | null): Failure {
  if (thrown instanceof Miswritten) return describeReports(thrown.reports);
  if (!(thrown instanceof Error)) return failure('Thrown', String(thrown), []);
  const at = locate(thrown.stack ?? '');
  const where = at ? [`cell [${at.cell}], line ${at.line}: ${at.text}`] : [];
  return failure(thrown.name, thrown.message, [...where, ...hintsFor([thrown.message], whereDefined)]);
}

/** Why a cell did not compile. */
function describeReports(reports: readonly Report[]): Failure {
  const detail = reports.flatMap(({ text, line, source }) => [`line ${line}: ${source}`, `  ${text}`]);
  const hints = hintsFor(
    reports.map(({ text }) => text),
    whereDefined,
  );
  return failure('CompileError', reports[0].text, [...detail, ...hints]);
}

function failure(ename: string, evalue: string, detail: string[]): Failure {
  return { ename, evalue, traceback: [`${ename}: ${evalue}`, ...detail] };
}

function whereDefined(name: string): string {
  return `If a cell above defines \`${name}\`, run that first: Run > Run All Above Selected Cell.`;
}
