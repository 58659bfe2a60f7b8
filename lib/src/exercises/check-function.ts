import { textOf } from './answer';
import { type CardText, Checked } from './card';
import { diagnosis } from './diagnosis';
import { type AnyExercise, attempt, type Exercise, returned, type Solution } from './exercise';
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
  const any = exercise as unknown as AnyExercise;
  const check = (solution: unknown) => new Checked({ exercise: exercise.name, ...verdictOn(any, solution) });
  return Object.assign(check, { exercise });
}

function verdictOn(exercise: AnyExercise, solution: unknown): Omit<CardText, 'exercise'> {
  const { given, solve, cases, paper } = exercise;
  if (typeof solution !== 'function')
    return { state: 'failed', title: `this check takes your function itself, not ${textOf(solution)}.` };
  for (const [k, [about, ...args]] of cases.entries()) {
    const outcome = attempt(given, solution as Solution, args);
    const expected = solve(...args);
    if (returned(outcome, expected)) continue;
    const inputs = given.map((name, place) => [`given ${name}`, textOf(args[place])] as const);
    const facts = (got: string) => [
      ...inputs,
      ['expected', textOf(expected)] as const,
      ['got', got] as const,
    ];
    if (outcome.threw?.[0] instanceof NotYetSolved)
      return { state: 'todo', title: 'not yet solved. This is the first case.', facts: facts('nothing yet') };
    return {
      state: 'failed',
      title: `case ${k + 1} of ${cases.length}, ${about}.`,
      facts: facts(outcome.threw ? 'an error' : textOf(outcome.value)),
      remarks: [diagnosis(exercise, solution as Solution, args, outcome)],
    };
  }
  return { state: 'passed', title: `all ${cases.length} cases are right.`, remarks: [paper] };
}
