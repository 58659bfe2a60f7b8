import type { Analysis } from '../../measure/analysis';
import type { PerClass } from '../../measure/per-class';
import { inPercent } from '../../measure/per-class';
import { classes, largest, quotient, smallest } from '../known';
import { publishedNumber } from '../published';
import { balancedOf, imbalancedOf } from '../results';
import { type Answers, forSettings } from './answers';

function byClass(analysis: Analysis | null, K: number): PerClass | null {
  return analysis?.measures.coverage.paper[K]?.perClass ?? null;
}

function bothKs(analysis: Analysis | null): PerClass | null {
  const [two, three] = [byClass(analysis, 2), byClass(analysis, 3)];
  return two && three && [...two, ...three];
}

/** Lowest and highest class value of Fig. 3. */
const figure3: Answers = {
  'S53.bal.K23.low': (results) => inPercent(smallest(bothKs(balancedOf(results)))),
  'S53.bal.K23.high': (results) => inPercent(largest(bothKs(balancedOf(results)))),
  'S53.bal.K5.low': (results) => inPercent(smallest(byClass(balancedOf(results), 5))),
  'S53.bal.K5.high': (results) => inPercent(largest(byClass(balancedOf(results), 5))),
  'S53.bal.K7.min': (results) => inPercent(smallest(byClass(balancedOf(results), 7))),
  'S53.imb.K2.cls0to3': (results) => inPercent(largest(classes(byClass(imbalancedOf(results), 2), 0, 3))),
  'S53.imb.K2.cls6to9': (results) => inPercent(smallest(classes(byClass(imbalancedOf(results), 2), 6, 9))),
  'S53.imb.K7.min': (results) => inPercent(smallest(byClass(imbalancedOf(results), 7))),
  'S53.kRatio': (results) =>
    inPercent(quotient(imbalancedOf(results)?.options.topK, imbalancedOf(results)?.H)),
};

/** The other settings: overall coverage at the K that is quoted, and the first K to reach the coverage quoted. */
const others = forSettings(['cifar.ldam', 'cifar.focal', 'celeba.ce', 'svhn.ce'], (id) => ({
  [`S53.${id}.cov`]: (results) => {
    const K = publishedNumber(`S53.${id}.K`).value;
    return inPercent(imbalancedOf(results, id)?.measures.minimalK.overallByK[K - 1]);
  },
  [`S53.${id}.K`]: (results) => {
    const { op, value } = publishedNumber(`S53.${id}.cov`);
    const overall = imbalancedOf(results, id)?.measures.minimalK.overallByK ?? [];
    // "100 %" is printed for what rounds to it.
    const reaches = (share: number) => (op === '>' ? 100 * share > value : 100 * share >= value - 0.5);
    const first = overall.findIndex((share) => share !== null && reaches(share));
    return first < 0 ? null : first + 1;
  },
}));

/** Coverage ratios, preset `paper`. Source: paper §5.3. */
export const coverageAnswers: Answers = { ...figure3, ...others };
