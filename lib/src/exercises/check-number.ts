import { isList } from '../options';
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
    const facts = [
      ['asked for', asked] as const,
      ['got', found === null ? 'nothing yet' : textOf(found)] as const,
    ];
    const card = (text: Omit<CardText, 'exercise'>) => new Checked({ exercise, ...text });
    const right = answer(...args);
    if (!Number.isFinite(right)) {
      const remarks = ['A class or a group that it needs has no images. Put another network in its place.'];
      const [asks] = facts;
      return card({ state: 'todo', title: 'this network has no such number.', facts: [asks], remarks });
    }
    if (found === null) return card({ state: 'todo', title: 'not yet solved.', facts });
    const wrong = Object.entries(mistakes).map(([says, of]) => [says, of(...args)] as const);
    const remark = isNumber(found)
      ? flawOf(found, right, wrong, { tolerance, inPercent: asked.includes('in percent') })
      : `${formFlaw(found)}A number is asked for: ${asked}.`;
    if (remark === null)
      return card({ state: 'passed', title: `${textOf(found)} is right.`, remarks: [explanation] });
    return card({ state: 'failed', title: 'this is another number.', facts, remarks: [remark] });
  };
}

function isNumber(found: unknown): boolean {
  return typeof found === 'number' && Number.isFinite(found);
}

/** Why this is no number, as a sentence with a space behind it, empty if there is nothing to say. */
function formFlaw(found: unknown): string {
  if (Number.isNaN(found)) return 'NaN: somewhere 0 / 0, or a value that is not there went into a sum. ';
  if (typeof found === 'number') return 'Somewhere a number was divided by 0. ';
  if (typeof found === 'string') return 'A text is no number: leave out `toFixed`, quotes and the unit. ';
  if (typeof found === 'bigint') return 'This is a whole number of another kind: leave out the `n`. ';
  if (typeof found === 'function') return 'A function is no number: call it. ';
  if (found instanceof Promise) return 'A promise is no number yet: put `await` in front of it. ';
  return isList(found) ? 'A list is no number: take the one entry of it that is asked for. ' : '';
}

/** What is wrong with a number; null if it is right. */
function flawOf(
  found: number,
  right: number,
  wrong: readonly (readonly [says: string, value: number])[],
  { tolerance, inPercent }: { tolerance: number; inPercent: boolean },
): string | null {
  const near = (a: number, b: number) => Math.abs(a - b) <= Math.max(tolerance * Math.abs(b), 1e-9);
  const mistake = (factor: number) => wrong.find(([, value]) => near(factor * found, value))?.[0];
  // A rounded number will do, but not one that has the digits of a mistake and not of the answer.
  const ofMistake = wrong.some(([, value]) => rounds(value, found));
  if (near(found, right) && (rounds(right, found) || !ofMistake)) return null;
  const asFound = mistake(1);
  if (asFound) return asFound;
  for (const [factor, says] of otherUnits(inPercent)) {
    const flaw = mistake(factor);
    if (near(factor * found, right)) return says;
    if (flaw) return `${says} And then: ${flaw}`;
  }
  if (near(-found, right)) return 'Only its sign is wrong.';
  return found !== 0 && rounds(right, found)
    ? 'It has too few digits to be told from other numbers: write one more.'
    : 'Change one thing at a time, and look at what it does to the number.';
}

/** What a number in a wrong unit has to be multiplied by, and what was done. */
function otherUnits(inPercent: boolean): [factor: number, says: string][] {
  return inPercent
    ? [
        [100, 'This is the share. In percent it is a hundred times as much.'],
        [1 / 100, 'It was in percent already: this is a hundred times as much.'],
      ]
    : [[1 / 100, 'This is in percent. What is asked for is a hundredth of it.']];
}

/** Whether `value` is `found` once it has as many decimals. */
function rounds(value: number, found: number): boolean {
  const [digits, exponent = '0'] = String(found).split('e');
  const decimals = Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
  return Math.abs(value - found) <= Math.max(0.500001 * 10 ** -decimals, 1e-6 * Math.abs(value));
}
