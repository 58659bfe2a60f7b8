import type { Runs } from '../runs';
import type { SettingId } from '../settings';

/** Our value of a published number, in its unit; null where the runs at hand cannot tell. */
export type Answer = (runs: Runs) => number | null;

/** Answers by id of the published number. */
export type Answers = Readonly<Record<string, Answer>>;

/** The answers that `family` gives for each setting named. */
export function forSettings(ids: readonly SettingId[], family: (id: SettingId) => Answers): Answers {
  return Object.assign({}, ...ids.map(family));
}
