import { publishedNumber } from '../published';
import { balancedOf, imbalancedOf } from '../results';
import type { Claim } from './claim';
import { type Evident, extreme, minus, overClasses } from './estimate';
import { both, eachSetting, everySetting, finding } from './logic';
import { classes, gaps, percent, recalls } from './measured';
import { trend } from './trend';

function spread(values: readonly Evident[] | null): Evident {
  return minus(extreme(values, 'largest'), extreme(values, 'smallest'));
}

const trainRecalls = everySetting.flatMap((id) => [
  publishedNumber(`T2.${id}.trainMaj`).value,
  publishedNumber(`T2.${id}.trainMin`).value,
]);

const shared = { rq: 2, settings: ['cifar.ce'] } as const;

/** How training and test accuracy part for rare classes. Source: paper §5.2. */
export const rq2: readonly Claim[] = [
  {
    ...shared,
    id: 'P2.1',
    kind: 'D',
    statement: 'From training to test, recall falls further for the rare classes than for the frequent ones.',
    threshold: 'mean gap of classes 5-9 > mean gap of classes 0-4',
    published: null,
    judge: (results) => {
      const values = gaps(imbalancedOf(results));
      const evidence = {
        'classes 5-9': overClasses(classes(values, 5, 9)),
        'classes 0-4': overClasses(classes(values, 0, 4)),
      };
      return finding(evidence, (rare, frequent) => rare > frequent);
    },
  },
  {
    ...shared,
    id: 'P2.2',
    kind: 'D',
    statement:
      'The rarer the class, the larger the gap between training and test recall, more so than after balanced training.',
    threshold: 'Spearman(class, gap): imbalanced > 0.5 and > balanced',
    published: null,
    judge: (results) => {
      const [imbalanced, balanced] = [imbalancedOf(results), balancedOf(results)].map((run) =>
        trend(gaps(run)),
      );
      return both(
        finding({ imbalanced }, (trend) => trend > 0.5),
        finding({ imbalanced, balanced }, (a, b) => a > b),
      );
    },
  },
  {
    ...shared,
    id: 'P2.3',
    kind: 'D',
    settings: everySetting,
    statement: 'On test images the majority class is recognised better than the minority class.',
    threshold: 'test recall of the first class > of the last, each setting',
    published: 'holds in all five settings',
    judge: (results) =>
      eachSetting(results, everySetting, (id) => {
        const found = recalls(imbalancedOf(results, id), 'test');
        const evidence = { majority: percent(found?.[0]), minority: percent(found?.at(-1)) };
        return finding(evidence, (majority, minority) => majority > minority);
      }),
  },
  {
    ...shared,
    id: 'P2.4',
    kind: 'M',
    settings: everySetting,
    statement: 'Majority and minority class are both learned nearly perfectly in training.',
    threshold: 'training recall of the first and last class >= 94 %, each setting',
    published: `lowest ${Math.min(...trainRecalls).toFixed(2)} %`,
    judge: (results) =>
      eachSetting(results, everySetting, (id) => {
        const found = recalls(imbalancedOf(results, id), 'train');
        const evidence = { majority: percent(found?.[0]), minority: percent(found?.at(-1)) };
        return finding(evidence, (majority, minority) => majority >= 94 && minority >= 94);
      }),
  },
  {
    ...shared,
    id: 'P2.5',
    kind: 'D',
    statement: 'With balanced training the gap between training and test differs less from class to class.',
    threshold: 'max - min of the gaps: balanced < imbalanced',
    published: null,
    judge: (results) => {
      const evidence = {
        balanced: spread(gaps(balancedOf(results))),
        imbalanced: spread(gaps(imbalancedOf(results))),
      };
      return finding(evidence, (balanced, imbalanced) => balanced < imbalanced);
    },
  },
];
