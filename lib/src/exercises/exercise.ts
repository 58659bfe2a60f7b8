import { deepEqual } from '../machine';
import { same } from './answer';

/** A function to be written, and the small cases that it is tried on, ordinary ones first. */
export interface Exercise<Args extends readonly unknown[], Answer> {
  /** As the check is called. */
  readonly name: string;
  /** Names of the arguments, in order. */
  readonly given: { readonly [K in keyof Args]: string };
  /** A right answer, by the library's own measure where there is one. */
  readonly solve: (...args: Args) => Answer;
  /** What is special about a case, and its arguments. */
  readonly cases: readonly (readonly [about: string, ...args: Args])[];
  /** Typical wrong answers, each under the sentence that says what was done. */
  readonly mistakes: Readonly<Record<string, (...args: Args) => unknown>>;
  /** Why some answers are null, as a clause. Default: a set without instances has no mean. */
  readonly absent?: string;
  /** For who has solved it: what the paper does with this quantity. */
  readonly paper: string;
}

/** Any exercise, when nothing is known of its arguments. */
export type AnyExercise = Exercise<readonly unknown[], unknown>;

/** A learner's function; nothing is known of what it returns. */
export type Solution = (...args: readonly unknown[]) => unknown;

/** What came of one case. `changed`: the argument that the function has altered; `threw`: what it threw, in a list. */
export interface Outcome {
  readonly value?: unknown;
  readonly changed?: string | undefined;
  readonly threw?: readonly [error: unknown];
}

/** Calls the function on a copy of the arguments, so that no case can spoil another. */
export function attempt(given: readonly string[], solution: Solution, args: readonly unknown[]): Outcome {
  const copy = structuredClone(args);
  try {
    const value = solution(...copy);
    // A rejection that nobody handles would end the kernel.
    if (value instanceof Promise) value.catch(() => {});
    return { value, changed: given.find((_, k) => !deepEqual(copy[k], args[k])) };
  } catch (error) {
    return { threw: [error] };
  }
}

/** Whether a call returned this answer, and nothing else happened. */
export function returned({ value, changed, threw }: Outcome, answer: unknown): boolean {
  return !threw && changed === undefined && same(value, answer);
}
