import type { Setting } from '../../train/config';
import type { Results } from '../results';

/** Our value of a published number, in its unit; null where the results at hand cannot tell. */
type Answer = (results: Results) => number | null;

/** Answers by id of the published number. */
export type Answers = Readonly<Record<string, Answer>>;

/** The answers that `family` gives for each setting named. */
export function forSettings(ids: readonly Setting[], family: (id: Setting) => Answers): Answers {
  return Object.assign({}, ...ids.map(family));
}
