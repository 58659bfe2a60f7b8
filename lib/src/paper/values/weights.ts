import { largest } from '../known';
import { imbalancedOf } from '../results';
import { settings } from '../settings';
import { type Answers, forSettings } from './answers';
import { largestMeanCe } from './magnitudes';

const sums = forSettings(
  settings.map(({ id }) => id),
  (id) => ({
    [`S55.${id}.sumTop10W.majority`]: (results) =>
      imbalancedOf(results, id)?.measures.weights.sumTop10[0] ?? null,
    [`S55.${id}.sumTop10W.minority`]: (results) =>
      imbalancedOf(results, id)?.measures.weights.sumTop10.at(-1) ?? null,
  }),
);

const maxima = forSettings(['cifar.focal', 'cifar.ldam', 'svhn.ce', 'celeba.ce'], (id) => ({
  [`S55.${id}.maxW`]: (results) => imbalancedOf(results, id)?.measures.weights.max ?? null,
  [`S55.${id}.maxMeanCe`]: (results) => largest(largestMeanCe(imbalancedOf(results, id))),
}));

/** Classes 8 and 9 of CIFAR-10. */
const rarest: Answers = {
  'S55.cifar.ce.topCe.cls8': (results) => largestMeanCe(imbalancedOf(results))?.[8] ?? null,
  'S55.cifar.ce.topCe.cls9': (results) => largestMeanCe(imbalancedOf(results))?.[9] ?? null,
  'S55.cifar.ce.topW.cls8': (results) => imbalancedOf(results)?.measures.weights.top[8]?.[0] ?? null,
  'S55.cifar.ce.topW.cls9': (results) => imbalancedOf(results)?.measures.weights.top[9]?.[0] ?? null,
};

/** The bars of Fig. 7, summed by class, from the authors' checkpoint. */
const figure7: Answers = Object.assign(
  {},
  ...Array.from(
    { length: 10 },
    (_, c) =>
      ({
        [`REPO.cifar.ce.sumTop10W.c${c}`]: (results) =>
          imbalancedOf(results)?.measures.weights.sumTop10[c] ?? null,
      }) satisfies Answers,
  ),
);

/** Classification weights. Source: paper §5.5, Fig. 7. */
export const weightAnswers: Answers = { ...sums, ...maxima, ...rarest, ...figure7 };
