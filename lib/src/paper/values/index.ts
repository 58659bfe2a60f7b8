import { published } from '../published';
import { checkRuns, type Runs } from '../runs';
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
 * Our value of every published number, by its id and in its unit; null where the runs at hand cannot tell.
 * Throws UserError if an analysis has not the classes of its setting.
 */
export function ourValues(runs: Runs): Record<string, number | null> {
  checkRuns('ourValues', runs);
  return Object.fromEntries(published.map(({ id }) => [id, answers[id](runs)]));
}
