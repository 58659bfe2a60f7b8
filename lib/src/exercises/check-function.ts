import { textOf } from './answer';
import { Checked } from './card';
import { diagnosis } from './diagnosis';
import { attempt, type Exercise, type Outcome, returned, type Solution } from './exercise';
import { NotYetSolved } from './todo';

/** A check: takes a learner's function, returns a card for `show`. */
export interface FunctionCheck<Args extends readonly unknown[], Answer> {
  (solution: (...args: Args) => Answer): Checked;
  /** What is asked, for tests. */
  readonly exercise: Exercise<Args, Answer>;
}

/** The check of an exercise. It speaks of the first case that is not right. */
export function checkFunction<Args extends readonly unknown[], Answer>(
  exercise: Exercise<Args, Answer>,
): FunctionCheck<Args, Answer> {
  const { name, given, solve, cases, paper } = exercise;
  const check = (solution: Solution<Args>) => {
    if (typeof solution !== 'function') return notAFunction(name, solution);
    for (const [k, [about, ...args]] of cases.entries()) {
      const outcome = attempt(given, solution, args);
      if (isTodo(outcome)) return notYet(exercise, args);
      if (returned(outcome, solve(...args))) continue;
      return new Checked({
        exercise: name,
        state: 'failed',
        title: `case ${k + 1} of ${cases.length}, ${about}.`,
        facts: facts(exercise, args, outcome.kind === 'threw' ? 'an error' : textOf(outcome.value)),
        remarks: [diagnosis(exercise, solution, args, outcome)],
      });
    }
    const title = `all ${cases.length} cases are right.`;
    return new Checked({ exercise: name, state: 'passed', title, remarks: [paper] });
  };
  return Object.assign(check, { exercise });
}

function notAFunction(exercise: string, given: unknown): Checked {
  const title = `this check takes your function itself, not ${textOf(given)}.`;
  return new Checked({ exercise, state: 'failed', title });
}

function isTodo(outcome: Outcome): boolean {
  return outcome.kind === 'threw' && outcome.error instanceof NotYetSolved;
}

function notYet<Args extends readonly unknown[]>(exercise: Exercise<Args, unknown>, args: Args): Checked {
  const title = 'not yet solved. This is the first case.';
  return new Checked({
    exercise: exercise.name,
    state: 'todo',
    title,
    facts: facts(exercise, args, 'nothing yet'),
  });
}

function facts<Args extends readonly unknown[]>(
  { given, solve }: Exercise<Args, unknown>,
  args: Args,
  got: string,
): [string, string][] {
  const inputs = given.map((name, k): [string, string] => [`given ${name}`, textOf(args[k])]);
  return [...inputs, ['expected', textOf(solve(...args))], ['got', got]];
}
