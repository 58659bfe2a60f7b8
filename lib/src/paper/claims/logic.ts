import type { Setting } from '../../train/config';
import { allKnown, type Maybe } from '../known';
import { imbalancedOf, type Results } from '../results';
import { settings } from '../settings';
import type { Evidence, Finding } from './claim';

/** All five settings. */
export const everySetting: readonly Setting[] = settings.map(({ id }) => id);

/** `test` of numbers that may be unknown: null if one is. */
export function judged(numbers: readonly Maybe[], test: (...known: number[]) => boolean): boolean | null {
  const known = allKnown(numbers);
  return known && test(...known);
}

/** Judges numbers by name: `finding({ imbalanced: 9.1, balanced: 3.4 }, (imb, bal) => imb > 1.8 * bal)`. */
export function finding(evidence: Evidence, test: (...known: number[]) => boolean): Finding {
  return { pass: judged(Object.values(evidence), test), evidence };
}

/** Both: false if one is false, otherwise null if one is unknown. */
export function both(a: Finding, b: Finding): Finding {
  const pass =
    a.pass === false || b.pass === false ? false : a.pass === null || b.pass === null ? null : true;
  return { pass, evidence: { ...a.evidence, ...b.evidence } };
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
  const passes = findings.map(({ pass }) => pass).filter((pass) => pass !== null);
  const evidence = findings.flatMap(({ id, evidence }) =>
    Object.entries(evidence).map(([name, value]) => [`${id} ${name}`, value] as const),
  );
  return { pass: passes.length === 0 ? null : passes.every(Boolean), evidence: Object.fromEntries(evidence) };
}
