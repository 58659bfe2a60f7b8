import { flawOf, same, textOf } from './answer';
import { attempt, type Exercise, type Outcome, returned, type Solution } from './exercise';

/** One sentence on what is probably wrong with a function whose outcome for `args` is not the expected answer. */
export function diagnosis<Args extends readonly unknown[]>(
  exercise: Exercise<Args, unknown>,
  solution: Solution<Args>,
  args: Args,
  outcome: Outcome,
): string {
  if (outcome.kind === 'threw') return `Your function threw: ${messageOf(outcome.error)}`;
  const { value, changed } = outcome;
  if (changed) {
    return `Your function changed \`${changed}\`, which is not its own: work on a copy, for example \`[...${changed}]\`.`;
  }
  return (
    likelyMistake(exercise, solution, args, value) ??
    flawOf(value, exercise.solve(...args)) ??
    'Work this case out on paper, and print what your function has after each step.'
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : textOf(error);
}

/**
 * The mistake that gives this very answer; of several, the one that gives the function's answer in most cases. Only where it
 * does so in all is it said for certain.
 */
function likelyMistake<Args extends readonly unknown[]>(
  exercise: Exercise<Args, unknown>,
  solution: Solution<Args>,
  args: Args,
  got: unknown,
): string | null {
  const expected = exercise.solve(...args);
  const [best] = Object.entries(exercise.mistakes)
    .filter(([, wrong]) => same(got, wrong(...args)) && !same(expected, wrong(...args)))
    .map(([says, wrong]) => ({ says, cases: agreement(exercise, solution, wrong) }))
    .sort((a, b) => b.cases - a.cases);
  if (!best) return null;
  return best.cases === exercise.cases.length ? best.says : `Perhaps: ${best.says}`;
}

/** In how many cases two functions give the same answer. */
function agreement<Args extends readonly unknown[]>(
  { given, cases }: Exercise<Args, unknown>,
  solution: Solution<Args>,
  other: Solution<Args>,
): number {
  const agreeing = cases.filter(([, ...args]) => returned(attempt(given, solution, args), other(...args)));
  return agreeing.length;
}
