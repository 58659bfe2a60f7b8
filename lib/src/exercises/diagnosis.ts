import { changed, flawOf, same, textOf } from './answer';
import { attempt, type Exercise, type Outcome, returned, type Solution } from './exercise';

/** One sentence on what is probably wrong with a function whose outcome for `args` is not the expected answer. */
export function diagnosis<Args extends readonly unknown[]>(
  exercise: Exercise<Args, unknown>,
  solution: Solution<Args>,
  args: Args,
  outcome: Outcome,
): string {
  if (outcome.kind === 'threw') return `Your function threw: ${messageOf(outcome.error)}`;
  const { value, changed: altered } = outcome;
  if (altered) {
    const rows = Array.isArray(args[exercise.given.indexOf(altered)]?.[0 as never]);
    const copy = rows ? `${altered}.map((row) => [...row])` : `[...${altered}]`;
    return `Your function changed \`${altered}\`, which is not its own: work on a copy, for example \`${copy}\`.`;
  }
  const { solve, absent = 'a set without instances has no mean' } = exercise;
  return (
    likelyMistake(exercise, solution, args, value) ??
    flawOf(value, solve(...args), absent) ??
    'Work this case out on paper, and print what your function has after each step.'
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : textOf(error);
}

/** Mistakes that can be made in any exercise. One without a sentence is a flaw of form, of which `flawOf` speaks. */
const ALWAYS: Readonly<Record<string, (entry: number | null) => unknown>> = {
  'You returned percent. A share is asked for, a hundredth of it.': (entry) => entry && 100 * entry,
  '': (entry) => entry ?? 0,
};

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
  const always = Object.entries(ALWAYS).map(
    ([says, change]) => [says, (...given: Args) => changed(exercise.solve(...given), change)] as const,
  );
  const [best] = [...Object.entries(exercise.mistakes), ...always]
    .filter(([, wrong]) => same(got, wrong(...args)) && !same(expected, wrong(...args)))
    .map(([says, wrong]) => ({ says, cases: agreement(exercise, solution, wrong) }))
    .sort((a, b) => b.cases - a.cases);
  if (!best?.says) return null;
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
