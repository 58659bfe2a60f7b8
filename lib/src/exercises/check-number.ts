import { textOf } from './answer';
import { type CardText, Checked } from './card';

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
  const { name: exercise, asked, answer, mistakes, tolerance = 0.005, explanation } = question;
  return (found, ...args) => {
    const wrong = Object.entries(mistakes).map(([says, of]) => [says, of(...args)] as const);
    const facts = [
      ['asked for', asked] as const,
      ['got', found === null ? 'nothing yet' : textOf(found)] as const,
    ];
    const card = (text: Omit<CardText, 'exercise'>) => new Checked({ exercise, ...text });
    if (found === null) return card({ state: 'todo', title: 'not yet solved.', facts });
    const remark = flawOf(found, answer(...args), wrong, tolerance);
    if (remark === null)
      return card({ state: 'passed', title: `${textOf(found)} is right.`, remarks: [explanation] });
    const remarks = [remark || `A number is asked for: ${asked}.`];
    return card({ state: 'failed', title: 'this is another number.', facts, remarks });
  };
}

/** What is wrong with a number, empty if it is none; null if it is right. */
function flawOf(
  found: unknown,
  right: number,
  wrong: readonly (readonly [says: string, value: number])[],
  tolerance: number,
): string | null {
  if (typeof found !== 'number' || !Number.isFinite(found)) return '';
  const near = (a: number, b: number) => Math.abs(a - b) <= tolerance * Math.abs(b);
  // A rounded number will do, but not one that has the digits of a mistake and not of the answer.
  const ofMistake = wrong.find(([, value]) => rounds(value, found));
  if (near(found, right) && (rounds(right, found) || !ofMistake)) return null;
  const [says] = wrong.find(([, value]) => near(found, value)) ?? [];
  if (says) return says;
  if (near(100 * found, right)) return 'This is the share. In percent it is a hundred times as much.';
  if (near(found / 100, right)) return 'This is in percent. The share is a hundredth of it.';
  return 'Change one thing at a time, and look at what it does to the number.';
}

/** Whether `value` is `found` once it has as many decimals. */
function rounds(value: number, found: number): boolean {
  const decimals = String(found).split('.')[1]?.length ?? 0;
  return Math.abs(value - found) <= Math.max(0.500001 * 10 ** -decimals, 1e-6 * Math.abs(value));
}
