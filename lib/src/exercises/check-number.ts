import { textOf } from './answer';
import { Checked } from './card';

/** A number to be found by changing something in the notebook. */
export interface Question<Args extends readonly unknown[]> {
  /** As the check is called. */
  readonly name: string;
  /** What is asked for: `the test BAC, in percent`. */
  readonly asked: string;
  readonly answer: (...args: Args) => number;
  /** Numbers that are easily found instead, each under the sentence that says what was done. */
  readonly mistakes: Readonly<Record<string, (...args: Args) => number>>;
  /** Relative. Default: 0.005, so that a rounded number will do. */
  readonly tolerance?: number;
  /** What the number shows. */
  readonly explanation: string;
}

/** A check of a number: what the learner found (null: nothing yet), and the data that it was found in. */
export type NumberCheck<Args extends readonly unknown[]> = (found: number | null, ...args: Args) => Checked;

/** The check of a question. It never tells the number. */
export function checkNumber<Args extends readonly unknown[]>(question: Question<Args>): NumberCheck<Args> {
  const { name: exercise, asked, explanation } = question;
  return (found, ...args) => {
    const facts = [
      ['asked for', asked],
      ['got', found === null ? 'nothing yet' : textOf(found)],
    ] as const;
    if (found === null) return new Checked({ exercise, state: 'todo', title: 'not yet solved.', facts });
    const right = question.answer(...args);
    if (typeof found === 'number' && isRight(question, found, right, args)) {
      return new Checked({
        exercise,
        state: 'passed',
        title: `${textOf(found)} is right.`,
        remarks: [explanation],
      });
    }
    const remarks = [diagnosis(question, found, right, args)];
    return new Checked({ exercise, state: 'failed', title: 'this is another number.', facts, remarks });
  };
}

/** A rounded number will do, but not one that has the digits of a mistake and not of the answer. */
function isRight<Args extends readonly unknown[]>(
  { mistakes, tolerance = 0.005 }: Question<Args>,
  found: number,
  right: number,
  args: Args,
): boolean {
  if (!near(found, right, tolerance)) return false;
  return rounds(right, found) || !Object.values(mistakes).some((wrong) => rounds(wrong(...args), found));
}

/** Whether `value` is `found` once it has as many decimals. */
function rounds(value: number, found: number): boolean {
  const decimals = String(found).split('.')[1]?.length ?? 0;
  return Math.abs(value - found) <= Math.max(0.500001 * 10 ** -decimals, 1e-6 * Math.abs(value));
}

function near(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.abs(b);
}

function diagnosis<Args extends readonly unknown[]>(
  { mistakes, asked, tolerance = 0.005 }: Question<Args>,
  found: unknown,
  right: number,
  args: Args,
): string {
  if (typeof found !== 'number' || !Number.isFinite(found)) return `A number is asked for: ${asked}.`;
  const [says] = Object.entries(mistakes).find(([, wrong]) => near(found, wrong(...args), tolerance)) ?? [];
  if (says) return says;
  if (near(100 * found, right, tolerance))
    return 'This is the share. In percent it is a hundred times as much.';
  if (near(found / 100, right, tolerance)) return 'This is in percent. The share is a hundredth of it.';
  return 'Change one thing at a time, and look at what it does to the number.';
}
