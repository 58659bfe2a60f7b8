import type { Setting } from '../../train/config';
import { allKnown, type Maybe } from '../known';
import { imbalancedOf, type Results } from '../results';
import { settings } from '../settings';
import type { Answer, Evidence, Finding } from './claim';
import { boundsOf, type Estimate, middle } from './estimate';

/** All five settings. */
export const everySetting: readonly Setting[] = settings.map(({ id }) => id);

/** The answer of `test` for numbers that may be unknown; null if one of them is. */
function judged(numbers: readonly Maybe[], test: (...known: number[]) => boolean): boolean | null {
  const known = allKnown(numbers);
  return known && test(...known);
}

/**
 * Judges numbers by name: `finding({ imbalanced: 9.1, balanced: 3.4 }, (imb, bal) => imb > 1.8 * bal)`. It holds or does
 * not where the test says the same for all values within the intervals; otherwise it cannot be told.
 */
export function finding(evidence: Evidence, test: (...known: number[]) => boolean): Finding {
  const given = Object.values(evidence);
  const pass = judged(given.map(middle), test);
  if (pass === null) return { pass, answer: 'not evaluated', evidence };
  const same = places(given as (Estimate | number)[]).every((values) => test(...values) === pass);
  return { pass, answer: same ? (pass ? 'holds' : 'does not hold') : 'cannot be told', evidence };
}

/** All combinations of places in the intervals: ends, estimates, and half way between, as a test may ask for a band. */
function places(given: readonly (Estimate | number)[]): number[][] {
  return given.reduce<number[][]>(
    (all, one) => {
      const { low, high } = boundsOf(one);
      const value = middle(one)!;
      const ends = new Set([low, (low + value) / 2, value, (value + high) / 2, high]);
      return all.flatMap((values) => [...ends].map((end) => [...values, end]));
    },
    [[]],
  );
}

const weightiest: readonly Answer[] = ['does not hold', 'cannot be told', 'not evaluated', 'holds'];

/** The answer to several findings together: if one does not hold, that decides; otherwise one that cannot be told. */
function together(answers: readonly Answer[]): Answer {
  return weightiest.find((answer) => answers.includes(answer)) ?? 'not evaluated';
}

/** Both: false if one is false, otherwise null if one is unknown. */
export function both(a: Finding, b: Finding): Finding {
  const pass =
    a.pass === false || b.pass === false ? false : a.pass === null || b.pass === null ? null : true;
  return { pass, answer: together([a.answer, b.answer]), evidence: { ...a.evidence, ...b.evidence } };
}

/** The finding, unless something else forbids a verdict: then it cannot be told, and `doubt` says why. */
export function unless(finding: Finding, doubt: string | null): Finding {
  if (!doubt || finding.pass === null) return finding;
  return { ...finding, answer: 'cannot be told', doubt };
}

/**
 * The same question of each setting that has an imbalanced run: passes if it does for all that can be judged, null
 * if none can.
 */
export function eachSetting(
  results: Results,
  ids: readonly Setting[],
  judge: (id: Setting) => Finding,
): Finding {
  const findings = ids.filter((id) => imbalancedOf(results, id)).map((id) => ({ id, ...judge(id) }));
  const decided = findings.filter(({ pass }) => pass !== null);
  const evidence = findings.flatMap(({ id, evidence }) =>
    Object.entries(evidence).map(([name, value]) => [`${id} ${name}`, value] as const),
  );
  return {
    pass: decided.length === 0 ? null : decided.every(({ pass }) => pass),
    answer: together(decided.map(({ answer }) => answer)),
    evidence: Object.fromEntries(evidence),
  };
}
