import type { Analysis } from '../../measure/analysis';
import type { Rows } from '../../measure/per-class';
import { inPercent } from '../../measure/per-class';
import type { Setting } from '../../train/config';
import { classes, countOf, firsts, largest, meanOfAll, quotient, smallest } from '../known';
import { balancedOf, imbalancedOf, type Results } from '../results';
import { type Answers, forSettings } from './answers';

/** The settings of Tables 3 and 4. */
const tabled: readonly Setting[] = ['celeba.ce', 'svhn.ce', 'cifar.ldam', 'cifar.focal'];

/** Largest entry of each class's row. */
function largestOfRows(rows: Rows | undefined): readonly (number | null)[] | null {
  return rows?.map((row) => largest(row)) ?? null;
}

/** Largest mean ce of each class. */
export function largestMeanCe(analysis: Analysis | null): readonly (number | null)[] | null {
  return firsts(analysis?.measures.meanCe.top);
}

/** A table's row: class 0, unweighted mean of the other classes, and the second over the first. */
function againstOthers(values: readonly (number | null)[] | null) {
  const [first, others] = [values?.[0] ?? null, meanOfAll(values?.slice(1))];
  return { majority: first, others, ratio: quotient(others, first) };
}

/** Table 3: mean magnitude of the largest class ce. */
function table3(results: Results, id: Setting) {
  return againstOthers(largestMeanCe(imbalancedOf(results, id)));
}

/** Table 4: contribution of the largest class ce to the logit. */
function table4(results: Results, id: Setting) {
  return againstOthers(firsts(imbalancedOf(results, id)?.measures.contribution.paper));
}

const tables = forSettings(tabled, (id) => ({
  [`T3.${id}.majority`]: (results) => table3(results, id).majority,
  [`T3.${id}.others`]: (results) => table3(results, id).others,
  [`T3.${id}.ratio`]: (results) => table3(results, id).ratio,
  [`T4.${id}.majority`]: (results) => table4(results, id).majority,
  [`T4.${id}.others`]: (results) => table4(results, id).others,
  [`T4.${id}.ratio`]: (results) => table4(results, id).ratio,
}));

const text: Answers = {
  'S54.bal.ce.band.max': (results) => largest(largestMeanCe(balancedOf(results))),
  'S54.bal.ce.top1.min': (results) => smallest(largestMeanCe(balancedOf(results))),
  'S54.bal.ce.top1.max': (results) => largest(largestMeanCe(balancedOf(results))),
  'S54.imb.ce.band.max': (results) => largest(largestMeanCe(imbalancedOf(results))),
  'S54.imb.ce.top1.min': (results) => smallest(largestMeanCe(imbalancedOf(results))),
  'S54.imb.ce.top1.max': (results) => largest(largestMeanCe(imbalancedOf(results))),
  'S54.imb.ce.top1.avg6to9': (results) => meanOfAll(classes(largestMeanCe(imbalancedOf(results)), 6, 9)),
  'S54.imb.ce.top1.avg0to5': (results) => meanOfAll(classes(largestMeanCe(imbalancedOf(results)), 0, 5)),
  'S54.rangeRatio': (results) =>
    quotient(largest(largestMeanCe(imbalancedOf(results))), largest(largestMeanCe(balancedOf(results)))),
  'S54.bal.contrib.max': (results) =>
    inPercent(largest(largestOfRows(balancedOf(results)?.measures.contribution.paper))),
  'S54.imb.contrib.nClassesOver35': (results) =>
    countOf(largestOfRows(imbalancedOf(results)?.measures.contribution.paper), (share) => share > 0.35),
  'S54.t3.minRatio': (results) => smallest(tabled.map((id) => table3(results, id).ratio)),
  'S54.t4.ratioRange.low': (results) => smallest(tabled.map((id) => table4(results, id).ratio)),
  'S54.t4.ratioRange.high': (results) => largest(tabled.map((id) => table4(results, id).ratio)),
};

/** Magnitudes of ce and their contributions, Tables 3 and 4. Source: paper §5.4. */
export const magnitudeAnswers: Answers = { ...tables, ...text };
