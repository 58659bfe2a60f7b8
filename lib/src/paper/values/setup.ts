import type { Analysis } from '../../measure/analysis';
import { quotient } from '../known';
import { imbalancedOf, type Runs } from '../runs';
import type { SettingId } from '../settings';
import type { Answers } from './answers';

const cifar: readonly SettingId[] = ['cifar.ce', 'cifar.focal', 'cifar.ldam'];

/** The first of the settings that has an imbalanced run. */
function any(runs: Runs, ids: readonly SettingId[]): Analysis | null {
  for (const id of ids) if (runs[id]?.imbalanced) return imbalancedOf(runs, id);
  return null;
}

function counts(family: string, ids: readonly SettingId[]): Answers {
  return {
    [`SET.${family}.train.perClass`]: (runs) => any(runs, ids)?.nTrain[0] ?? null,
    [`SET.${family}.test.perClass`]: (runs) => any(runs, ids)?.nTest[0] ?? null,
    [`SET.${family}.ir`]: (runs) => quotient(any(runs, ids)?.nTrain[0], any(runs, ids)?.nTrain.at(-1)),
    [`SET.epochs.${family}`]: (runs) =>
      ids.map((id) => runs[id]?.epochs).find((n) => n !== undefined) ?? null,
  };
}

/** The set-up. The majority class keeps all its training images, so its count is the one per class. Source: paper §4. */
export const setupAnswers: Answers = {
  ...counts('cifar', cifar),
  ...counts('svhn', ['svhn.ce']),
  ...counts('celeba', ['celeba.ce']),
  'SET.cifar.minority.train': (runs) => any(runs, cifar)?.nTrain.at(-1) ?? null,
  'SET.H': (runs) => any(runs, [...cifar, 'svhn.ce', 'celeba.ce'])?.H ?? null,
};
