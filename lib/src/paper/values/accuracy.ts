import { inPercent } from '../../measure/per-class';

import { balancedOf, imbalancedOf } from '../results';
import { settings } from '../settings';
import { type Answers, forSettings } from './answers';

const all = settings.map(({ id }) => id);

/** T1, and its repetition in the text: test BAC of the balanced, the imbalanced and the retrained network. */
const table1 = forSettings(all, (id) => ({
  [`T1.${id}.balanced`]: (results) => inPercent(balancedOf(results, id)?.measures.testBac),
  [`T1.${id}.imbalanced`]: (results) => inPercent(imbalancedOf(results, id)?.measures.testBac),
  [`T1.${id}.retrained`]: (results) => inPercent(results[id]?.retrainedBac),
}));

const section51: Answers = {
  'S51.cifar.ce.balanced': table1['T1.cifar.ce.balanced'],
  'S51.cifar.ce.imbalanced': table1['T1.cifar.ce.imbalanced'],
  'S51.cifar.ce.retrained': table1['T1.cifar.ce.retrained'],
};

/** T2: recalls of the first and last class, all of the imbalanced network whatever its header says. */
const table2 = forSettings(all, (id) => ({
  [`T2.${id}.trainMaj`]: (results) => inPercent(imbalancedOf(results, id)?.measures.trainRecall[0]),
  [`T2.${id}.testMaj`]: (results) => inPercent(imbalancedOf(results, id)?.measures.testRecall[0]),
  [`T2.${id}.trainMin`]: (results) => inPercent(imbalancedOf(results, id)?.measures.trainRecall.at(-1)),
  [`T2.${id}.testMin`]: (results) => inPercent(imbalancedOf(results, id)?.measures.testRecall.at(-1)),
}));

/** The curves of Fig. 2 right, from the authors' files. */
const figure2: Answers = Object.assign(
  {},
  ...Array.from(
    { length: 10 },
    (_, c) =>
      ({
        [`REPO.cifar.ce.trainRecall.c${c}`]: (results) =>
          inPercent(imbalancedOf(results)?.measures.trainRecall[c]),
        [`REPO.cifar.ce.testRecall.c${c}`]: (results) =>
          inPercent(imbalancedOf(results)?.measures.testRecall[c]),
      }) satisfies Answers,
  ),
);

/** Accuracies: Tables 1 and 2, Fig. 2. Source: paper §5.1 and §5.2. */
export const accuracyAnswers: Answers = { ...table1, ...section51, ...table2, ...figure2 };
