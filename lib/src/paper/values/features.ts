import { meanOf } from '../../measure/per-class';
import { countOf, percent } from '../known';
import { imbalancedOf } from '../runs';
import { settings } from '../settings';
import { type Answers, forSettings } from './answers';

/** Class top-K ratios of Fig. 8. */
const figure8: Answers = {
  'S56.imb.topKratio.cls0.max': (runs) => percent(imbalancedOf(runs)?.measures.classTopK.ratio[0]?.[0]),
  'S56.imb.topKratio.cls8.nOver90': (runs) =>
    countOf(imbalancedOf(runs)?.measures.classTopK.ratio[8], over90),
  'S56.imb.topKratio.cls9.nOver90': (runs) =>
    countOf(imbalancedOf(runs)?.measures.classTopK.ratio[9], over90),
};

function over90(share: number): boolean {
  return share > 0.9;
}

const overlaps: Answers = {
  'S57.cifar.ce.overlap.TP.ce': (runs) => percent(imbalancedOf(runs)?.measures.overlap.ceTp),
  'S57.cifar.ce.overlap.TP.fe': (runs) => percent(imbalancedOf(runs)?.measures.overlap.feTp),
  'S57.cifar.ce.overlap.FP.fe': (runs) => percent(imbalancedOf(runs)?.measures.overlap.feFp),
  'S57.cifar.ce.overlap.FP.ce': (runs) => percent(imbalancedOf(runs)?.measures.overlap.ceFp),
  'S57.cifar.ce.fpOverTrain.minority': (runs) =>
    meanOf(imbalancedOf(runs)?.measures.fpOverTrain.fp.slice(6) ?? []),
};

const norms = forSettings(
  settings.map(({ id }) => id),
  (id) => ({
    [`S57.${id}.frob.TP`]: (runs) => imbalancedOf(runs, id)?.measures.frobenius.tp ?? null,
    [`S57.${id}.frob.FP`]: (runs) => imbalancedOf(runs, id)?.measures.frobenius.fp ?? null,
  }),
);

/** Frequent features, and how train and test agree on them. Source: paper §5.6 and §5.7. */
export const featureAnswers: Answers = { ...figure8, ...overlaps, ...norms };
