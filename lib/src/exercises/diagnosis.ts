import { changed, flawOf, same, textOf } from './answer';
import { type AnyExercise, attempt, type Outcome, returned, type Solution } from './exercise';

/** One sentence on what is probably wrong with a function whose outcome for `args` is not the expected answer. */
export function diagnosis(
  exercise: AnyExercise,
  solution: Solution,
  args: readonly unknown[],
  { value, changed: altered, threw }: Outcome,
): string {
  if (threw) return `Your function threw: ${messageOf(threw[0])}`;
  const { given, solve, absent = 'a set without instances has no mean' } = exercise;
  if (altered !== undefined) {
    const rows = Array.isArray(args[given.indexOf(altered)]?.[0 as never]);
    const copy = rows ? `${altered}.map((row) => [...row])` : `[...${altered}]`;
    return `Your function changed \`${altered}\`, which is not its own: work on a copy, for example \`${copy}\`.`;
  }
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
function likelyMistake(
  { given, solve, cases, mistakes }: AnyExercise,
  solution: Solution,
  args: readonly unknown[],
  got: unknown,
): string | null {
  const always = Object.entries(ALWAYS).map(([says, change]): [string, Solution] => [
    says,
    (...of) => changed(solve(...of), change),
  ]);
  const agreeing = (other: Solution) =>
    cases.filter(([, ...of]) => returned(attempt(given, solution, of), other(...of))).length;
  const [best] = [...Object.entries(mistakes), ...always]
    .filter(([, wrong]) => same(got, wrong(...args)) && !same(solve(...args), wrong(...args)))
    .map(([says, wrong]) => ({ says, certain: agreeing(wrong) }))
    .sort((a, b) => b.certain - a.certain);
  if (!best?.says) return null;
  return best.certain === cases.length ? best.says : `Perhaps: ${best.says}`;
}
