import { inPercent, meanOf } from '../../measure/per-class';
import { countOf } from '../known';
import { imbalancedOf } from '../results';
import { settings } from '../settings';
import { type Answers, forSettings } from './answers';

/** Class top-K ratios of Fig. 8. */
const figure8: Answers = {
  'S56.imb.topKratio.cls0.max': (results) =>
    inPercent(imbalancedOf(results)?.measures.classTopK.ratio[0]?.[0]),
  'S56.imb.topKratio.cls8.nOver90': (results) =>
    countOf(imbalancedOf(results)?.measures.classTopK.ratio[8], over90),
  'S56.imb.topKratio.cls9.nOver90': (results) =>
    countOf(imbalancedOf(results)?.measures.classTopK.ratio[9], over90),
};

function over90(share: number): boolean {
  return share > 0.9;
}

const overlaps: Answers = {
  'S57.cifar.ce.overlap.TP.ce': (results) => inPercent(imbalancedOf(results)?.measures.overlap.ceTp),
  'S57.cifar.ce.overlap.TP.fe': (results) => inPercent(imbalancedOf(results)?.measures.overlap.feTp),
  'S57.cifar.ce.overlap.FP.fe': (results) => inPercent(imbalancedOf(results)?.measures.overlap.feFp),
  'S57.cifar.ce.overlap.FP.ce': (results) => inPercent(imbalancedOf(results)?.measures.overlap.ceFp),
  'S57.cifar.ce.fpOverTrain.minority': (results) =>
    meanOf(imbalancedOf(results)?.measures.fpOverTrain.fp.slice(6) ?? []),
};

const norms = forSettings(
  settings.map(({ id }) => id),
  (id) => ({
    [`S57.${id}.frob.TP`]: (results) => imbalancedOf(results, id)?.measures.frobenius.tp ?? null,
    [`S57.${id}.frob.FP`]: (results) => imbalancedOf(results, id)?.measures.frobenius.fp ?? null,
  }),
);

/** Frequent features, and how train and test agree on them. Source: paper §5.6 and §5.7. */
export const featureAnswers: Answers = { ...figure8, ...overlaps, ...norms };
