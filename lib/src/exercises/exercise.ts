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

/** A learner's function; nothing is known of what it returns. */
export type Solution<Args extends readonly unknown[]> = (...args: Args) => unknown;

/** What came back for one case. `changed`: the argument that the function has altered, null if none. */
export type Outcome =
  | { readonly kind: 'returned'; readonly value: unknown; readonly changed: string | null }
  | { readonly kind: 'threw'; readonly error: unknown };

/** Calls the function on a copy of the arguments, so that no case can spoil another. */
export function attempt<Args extends readonly unknown[]>(
  given: { readonly [K in keyof Args]: string },
  solution: Solution<Args>,
  args: Args,
): Outcome {
  const copy = structuredClone(args) as Args;
  try {
    const value = solution(...copy);
    // A rejection that nobody handles would end the kernel.
    if (value instanceof Promise) value.catch(() => {});
    const changed = given.find((_, k) => !deepEqual(copy[k], args[k])) ?? null;
    return { kind: 'returned', value, changed };
  } catch (error) {
    return { kind: 'threw', error };
  }
}

/** Whether a call returned this answer, and nothing else happened. */
export function returned(outcome: Outcome, answer: unknown): boolean {
  return outcome.kind === 'returned' && outcome.changed === null && same(outcome.value, answer);
}
