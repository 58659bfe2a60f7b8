import type { Analysis } from '../../measure/analysis';
import type { Setting } from '../../train/config';
import { quotient } from '../known';
import { imbalancedOf, type Results } from '../results';
import type { Answers } from './answers';

const cifar: readonly Setting[] = ['cifar.ce', 'cifar.focal', 'cifar.ldam'];

/** The first of the settings that has an imbalanced run. */
function any(results: Results, ids: readonly Setting[]): Analysis | null {
  for (const id of ids) if (results[id]?.imbalanced) return imbalancedOf(results, id);
  return null;
}

function counts(family: string, ids: readonly Setting[]): Answers {
  return {
    [`SET.${family}.train.perClass`]: (results) => any(results, ids)?.nTrain[0] ?? null,
    [`SET.${family}.test.perClass`]: (results) => any(results, ids)?.nTest[0] ?? null,
    [`SET.${family}.ir`]: (results) =>
      quotient(any(results, ids)?.nTrain[0], any(results, ids)?.nTrain.at(-1)),
    [`SET.epochs.${family}`]: (results) =>
      ids.map((id) => results[id]?.epochs).find((n) => n !== undefined) ?? null,
  };
}

/** The set-up. The majority class keeps all its images, so its count is the one per class. Source: paper §4. */
export const setupAnswers: Answers = {
  ...counts('cifar', cifar),
  ...counts('svhn', ['svhn.ce']),
  ...counts('celeba', ['celeba.ce']),
  'SET.cifar.minority.train': (results) => any(results, cifar)?.nTrain.at(-1) ?? null,
  'SET.H': (results) => any(results, [...cifar, 'svhn.ce', 'celeba.ce'])?.H ?? null,
};
