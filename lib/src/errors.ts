import { printable, visible } from './visible';

/** The four things an error must say. */
export interface Problem {
  /** The function, file or option that found the problem. */
  readonly where: string;
  readonly given: string;
  readonly expected: string;
  /** What the reader can do about it, as an imperative sentence. */
  readonly remedy: string;
}

/**
 * An error caused by what the user gave, not by the program: the command line prints its message without a stack trace
 * and exits with 1. Control characters in names from files are shown as visible text in its message, so that they
 * cannot move a terminal's cursor.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    const { where, given, expected, remedy } = problem;
    super(`${visible(where)}: ${printable(`got ${given}, expected ${expected}. ${remedy}`)}`, options);
    this.problem = problem;
  }
}

/** Makes the error of one reader for what a user's file lacks. */
export type Refusal = (given: string, expected: string, cause?: unknown) => UserError;

/** The first few names, and how many more. */
export function some(names: readonly string[], most = 5): string {
  const more = names.length > most ? ` and ${names.length - most} more` : '';
  return names.slice(0, most).join(', ') + more;
}
