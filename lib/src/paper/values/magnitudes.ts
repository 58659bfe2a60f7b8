import type { Analysis, Rows } from '../../measure/analysis';
import { classes, countOf, largest, mean, percent, quotient, smallest } from '../known';
import { balancedOf, imbalancedOf, type Runs } from '../runs';
import type { SettingId } from '../settings';
import { type Answers, forSettings } from './answers';

/** The settings of Tables 3 and 4. */
const tabled: readonly SettingId[] = ['celeba.ce', 'svhn.ce', 'cifar.ldam', 'cifar.focal'];

/** First entry of each class's row. */
function firsts(rows: Rows | undefined): readonly (number | null)[] | null {
  return rows?.map((row) => row?.[0] ?? null) ?? null;
}

/** Largest entry of each class's row. */
export function largestOfRows(rows: Rows | undefined): readonly (number | null)[] | null {
  return rows?.map((row) => largest(row)) ?? null;
}

/** Largest mean ce of each class. */
export function topCe(analysis: Analysis | null): readonly (number | null)[] | null {
  return firsts(analysis?.measures.meanCe.top);
}

/** A table's row: class 0, unweighted mean of the other classes, and the second over the first. */
export function againstOthers(values: readonly (number | null)[] | null) {
  const [first, others] = [values?.[0] ?? null, mean(values?.slice(1))];
  return { majority: first, others, ratio: quotient(others, first) };
}

/** Table 3: mean magnitude of the largest class ce. */
export function table3(runs: Runs, id: SettingId) {
  return againstOthers(topCe(imbalancedOf(runs, id)));
}

/** Table 4: contribution of the largest class ce to the logit. */
export function table4(runs: Runs, id: SettingId, preset: 'paper' | 'exact' = 'paper') {
  return againstOthers(firsts(imbalancedOf(runs, id)?.measures.contribution[preset]));
}

const tables = forSettings(tabled, (id) => ({
  [`T3.${id}.majority`]: (runs) => table3(runs, id).majority,
  [`T3.${id}.others`]: (runs) => table3(runs, id).others,
  [`T3.${id}.ratio`]: (runs) => table3(runs, id).ratio,
  [`T4.${id}.majority`]: (runs) => table4(runs, id).majority,
  [`T4.${id}.others`]: (runs) => table4(runs, id).others,
  [`T4.${id}.ratio`]: (runs) => table4(runs, id).ratio,
}));

const text: Answers = {
  'S54.bal.ce.band.max': (runs) => largest(topCe(balancedOf(runs))),
  'S54.bal.ce.top1.min': (runs) => smallest(topCe(balancedOf(runs))),
  'S54.bal.ce.top1.max': (runs) => largest(topCe(balancedOf(runs))),
  'S54.imb.ce.band.max': (runs) => largest(topCe(imbalancedOf(runs))),
  'S54.imb.ce.top1.min': (runs) => smallest(topCe(imbalancedOf(runs))),
  'S54.imb.ce.top1.max': (runs) => largest(topCe(imbalancedOf(runs))),
  'S54.imb.ce.top1.avg6to9': (runs) => mean(classes(topCe(imbalancedOf(runs)), 6, 9)),
  'S54.imb.ce.top1.avg0to5': (runs) => mean(classes(topCe(imbalancedOf(runs)), 0, 5)),
  'S54.rangeRatio': (runs) => quotient(largest(topCe(imbalancedOf(runs))), largest(topCe(balancedOf(runs)))),
  'S54.bal.contrib.max': (runs) =>
    percent(largest(largestOfRows(balancedOf(runs)?.measures.contribution.paper))),
  'S54.imb.contrib.nClassesOver35': (runs) =>
    countOf(largestOfRows(imbalancedOf(runs)?.measures.contribution.paper), (share) => share > 0.35),
  'S54.t3.minRatio': (runs) => smallest(tabled.map((id) => table3(runs, id).ratio)),
  'S54.t4.ratioRange.low': (runs) => smallest(tabled.map((id) => table4(runs, id).ratio)),
  'S54.t4.ratioRange.high': (runs) => largest(tabled.map((id) => table4(runs, id).ratio)),
};

/** Magnitudes of ce and their contributions, Tables 3 and 4. Source: paper §5.4. */
export const magnitudeAnswers: Answers = { ...tables, ...text };
