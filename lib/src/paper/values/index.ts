import { published } from '../published';
import { checkResults, type Results } from '../results';
import { accuracyAnswers } from './accuracy';
import type { Answers } from './answers';
import { coverageAnswers } from './coverage';
import { featureAnswers } from './features';
import { magnitudeAnswers } from './magnitudes';
import { setupAnswers } from './setup';
import { weightAnswers } from './weights';

const answers: Answers = {
  ...accuracyAnswers,
  ...setupAnswers,
  ...coverageAnswers,
  ...magnitudeAnswers,
  ...weightAnswers,
  ...featureAnswers,
};

/**
 * Our value of every published number, by its id and in its unit; null where the results at hand have none. Throws
 * UserError if an analysis has other classes than its setting.
 */
export function ourValues(results: Results): Record<string, number | null> {
  checkResults('ourValues', results);
  return Object.fromEntries(published.map(({ id }) => [id, answers[id](results)]));
}
