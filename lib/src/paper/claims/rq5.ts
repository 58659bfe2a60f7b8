import type { Analysis } from '../../measure/analysis';
import { publishedNumber } from '../published';
import { imbalancedOf } from '../results';
import { settingOf } from '../settings';
import type { Claim } from './claim';
import { type Evident, extreme, over } from './estimate';
import { eachSetting, everySetting, finding } from './logic';
import { bothEnds, sumTop10, topCe } from './measured';
import { trend } from './trend';

const paper = (id: string) => publishedNumber(`S55.${id}`).value;

const tenClasses = everySetting.filter((id) => settingOf(id).classNames.length === 10);

/** Share of a class's largest weight in the sum of its ten largest. */
function concentration(analysis: Analysis | null) {
  const weights = analysis?.measures.weights;
  return weights?.sumTop10.map((sum, c) => over(weights.top[c]?.[0], sum)) ?? null;
}

/** Largest mean ce of a class over the weight of that feature. */
function ceOverWeight(analysis: Analysis | null, c: number): Evident {
  return over(topCe(analysis)?.[c], analysis?.measures.meanCe.weight[c]?.[0]);
}

const shared = { rq: 5, settings: ['cifar.ce'] } as const;

/** Whether the weights explain the imbalance. Source: paper §5.5. */
export const rq5: readonly Claim[] = [
  {
    ...shared,
    id: 'P5.1',
    kind: 'D',
    settings: everySetting,
    statement: 'The ten largest weights of the majority class sum to more than those of the minority class.',
    threshold: 'S10 of the first class > of the last, each setting',
    published: everySetting
      .map((id) => `${paper(`${id}.sumTop10W.majority`)} > ${paper(`${id}.sumTop10W.minority`)} (${id})`)
      .join(', '),
    judge: (results) =>
      eachSetting(results, everySetting, (id) => {
        const sums = sumTop10(imbalancedOf(results, id));
        return finding({ majority: sums?.[0], minority: sums?.at(-1) }, (a, b) => a > b);
      }),
  },
  {
    ...shared,
    id: 'P5.2',
    kind: 'D',
    statement: 'The rarer the class, the smaller the sum of its ten largest weights.',
    threshold: 'Spearman(class, S10) < -0.5',
    published: null,
    judge: (results) =>
      finding({ imbalanced: trend(imbalancedOf(results)?.measures.weights.sumTop10) }, (rho) => rho < -0.5),
  },
  {
    ...shared,
    id: 'P5.3',
    kind: 'D',
    statement: 'The weights of the rare classes are concentrated on fewer features.',
    threshold: 'largest weight / S10: mean of classes 6-9 > mean of classes 0-3',
    published: null,
    judge: (results) => {
      const shares = concentration(imbalancedOf(results));
      return finding(bothEnds(shares), (rare, frequent) => rare > frequent);
    },
  },
  {
    ...shared,
    id: 'P5.4',
    kind: 'D',
    settings: tenClasses,
    statement: 'The largest mean ce is much larger than the largest weight: the features make it so.',
    threshold: 'largest mean ce > 2 x largest weight, each ten-class setting',
    published: ['cifar.focal', 'cifar.ldam', 'svhn.ce']
      .map((id) => `${(paper(`${id}.maxMeanCe`) / paper(`${id}.maxW`)).toFixed(1)} x (${id})`)
      .join(', '),
    judge: (results) =>
      eachSetting(results, tenClasses, (id) => {
        const run = imbalancedOf(results, id);
        const evidence = { 'mean ce': extreme(topCe(run), 'largest'), weight: run?.measures.weights.max };
        return finding(evidence, (ce, weight) => ce > 2 * weight);
      }),
  },
  {
    ...shared,
    id: 'P5.5',
    kind: 'D',
    statement: 'In the two rarest classes the top ce is several times its weight.',
    threshold: 'largest mean ce / its weight > 3 for classes 8 and 9',
    published: `ce above ${paper('cifar.ce.topCe.cls8')}, weights about ${paper('cifar.ce.topW.cls8')}`,
    judge: (results) => {
      const run = imbalancedOf(results);
      const evidence = { 'class 8': ceOverWeight(run, 8), 'class 9': ceOverWeight(run, 9) };
      return finding(evidence, (eight, nine) => eight > 3 && nine > 3);
    },
  },
];
