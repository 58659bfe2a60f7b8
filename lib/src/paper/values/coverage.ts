import type { Analysis } from '../../measure/analysis';
import type { PerClass } from '../../measure/per-class';
import { classes, largest, percent, quotient, smallest } from '../known';
import { publishedNumber } from '../published';
import { balancedOf, imbalancedOf } from '../runs';
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
  'S53.bal.K23.low': (runs) => percent(smallest(bothKs(balancedOf(runs)))),
  'S53.bal.K23.high': (runs) => percent(largest(bothKs(balancedOf(runs)))),
  'S53.bal.K5.low': (runs) => percent(smallest(byClass(balancedOf(runs), 5))),
  'S53.bal.K5.high': (runs) => percent(largest(byClass(balancedOf(runs), 5))),
  'S53.bal.K7.min': (runs) => percent(smallest(byClass(balancedOf(runs), 7))),
  'S53.imb.K2.cls0to3': (runs) => percent(largest(classes(byClass(imbalancedOf(runs), 2), 0, 3))),
  'S53.imb.K2.cls6to9': (runs) => percent(smallest(classes(byClass(imbalancedOf(runs), 2), 6, 9))),
  'S53.imb.K7.min': (runs) => percent(smallest(byClass(imbalancedOf(runs), 7))),
  'S53.kRatio': (runs) => percent(quotient(imbalancedOf(runs)?.options.topK, imbalancedOf(runs)?.H)),
};

/** The other settings: overall coverage at the K that is quoted, and the first K to reach the coverage quoted. */
const others = forSettings(['cifar.ldam', 'cifar.focal', 'celeba.ce', 'svhn.ce'], (id) => ({
  [`S53.${id}.cov`]: (runs) => {
    const K = publishedNumber(`S53.${id}.K`).value;
    return percent(imbalancedOf(runs, id)?.measures.minimalK.overallByK[K - 1]);
  },
  [`S53.${id}.K`]: (runs) => {
    const { op, value } = publishedNumber(`S53.${id}.cov`);
    const overall = imbalancedOf(runs, id)?.measures.minimalK.overallByK ?? [];
    // "100 %" is printed for what rounds to it.
    const reaches = (share: number) => (op === '>' ? 100 * share > value : 100 * share >= value - 0.5);
    const first = overall.findIndex((share) => share !== null && reaches(share));
    return first < 0 ? null : first + 1;
  },
}));

/** Coverage ratios, preset `paper`. Source: paper §5.3. */
export const coverageAnswers: Answers = { ...figure3, ...others };
