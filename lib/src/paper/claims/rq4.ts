import type { Analysis } from '../../measure/analysis';
import { classes, countOf, largest, meanOfAll, quotient } from '../known';
import { publishedNumber } from '../published';
import { balancedOf, imbalancedOf } from '../results';
import { largestOfRows, table3, table4, topCe } from '../values/magnitudes';
import type { Claim } from './claim';
import { both, eachSetting, everySetting, finding } from './logic';

const paper = (id: string) => publishedNumber(id).value;

function ratios(table: 'T3' | 'T4'): string {
  const ids = ['celeba.ce', 'svhn.ce', 'cifar.ldam', 'cifar.focal'];
  return ids.map((id) => `${paper(`${table}.${id}.ratio`)} (${id})`).join(', ');
}

/** Largest over second largest mean ce of each class. */
function dropOffs(analysis: Analysis | null) {
  return analysis?.measures.meanCe.top.map((row) => quotient(row?.[0], row?.[1]));
}

/** Largest contribution of each class. */
function contributions(analysis: Analysis | null) {
  return largestOfRows(analysis?.measures.contribution.paper);
}

const shared = { rq: 4, settings: ['cifar.ce'] } as const;

/** How large the top class embeddings are. Source: paper §5.4. */
export const rq4: readonly Claim[] = [
  {
    ...shared,
    id: 'P4.1',
    kind: 'D',
    statement: 'The largest mean ce of the rare classes is more than twice that of the others.',
    threshold: 'mean of classes 6-9 > 2 x mean of classes 0-5',
    published: `${paper('S54.imb.ce.top1.avg6to9')} against ${paper('S54.imb.ce.top1.avg0to5')}`,
    judge: (results) => {
      const top = topCe(imbalancedOf(results));
      const evidence = {
        'classes 6-9': meanOfAll(classes(top, 6, 9)),
        'classes 0-5': meanOfAll(classes(top, 0, 5)),
      };
      return finding(evidence, (rare, others) => rare > 2 * others);
    },
  },
  {
    ...shared,
    id: 'P4.2',
    kind: 'D',
    statement: 'Imbalanced training makes the largest mean ce much larger than balanced training does.',
    threshold: 'largest mean ce: imbalanced > 1.8 x balanced',
    published: `${paper('S54.imb.ce.top1.max')} against ${paper('S54.bal.ce.top1.max')}`,
    judge: (results) => {
      const evidence = {
        imbalanced: largest(topCe(imbalancedOf(results))),
        balanced: largest(topCe(balancedOf(results))),
      };
      return finding(evidence, (imbalanced, balanced) => imbalanced > 1.8 * balanced);
    },
  },
  {
    ...shared,
    id: 'P4.3',
    kind: 'M',
    settings: everySetting,
    statement: 'The largest mean ce of the other classes is at least twice that of the majority class.',
    threshold: 'ratio of Table 3 >= 2, each setting',
    published: ratios('T3'),
    judge: (results) =>
      eachSetting(results, everySetting, (id) =>
        finding({ ratio: table3(results, id).ratio }, (ratio) => ratio >= 2),
      ),
  },
  {
    ...shared,
    id: 'P4.4',
    kind: 'D',
    statement:
      'In the rare classes one feature stands out; in the frequent ones the first features are alike.',
    threshold: 'largest / second largest mean ce: mean of classes 6-9 > mean of classes 0-3',
    published: null,
    judge: (results) => {
      const drops = dropOffs(imbalancedOf(results));
      const evidence = {
        'classes 6-9': meanOfAll(classes(drops, 6, 9)),
        'classes 0-3': meanOfAll(classes(drops, 0, 3)),
      };
      return finding(evidence, (rare, frequent) => rare > frequent);
    },
  },
  {
    ...shared,
    id: 'P4.5',
    kind: 'M',
    statement:
      'One feature makes up over a third of the logit in several classes, but only after imbalanced training.',
    threshold: 'largest contribution: balanced <= 0.30; imbalanced > 0.35 in at least 4 classes',
    published: `at most ${paper('S54.bal.contrib.max')} %; ${paper('S54.imb.contrib.nClassesOver35')} classes above 35 %`,
    judge: (results) =>
      both(
        finding({ balanced: largest(contributions(balancedOf(results))) }, (highest) => highest <= 0.3),
        finding(
          {
            'imbalanced classes above 0.35': countOf(
              contributions(imbalancedOf(results)),
              (share) => share > 0.35,
            ),
          },
          (count) => count >= 4,
        ),
      ),
  },
  {
    ...shared,
    id: 'P4.6',
    kind: 'D',
    settings: everySetting,
    statement: 'The top feature makes up more of the logit in the other classes than in the majority class.',
    threshold: 'Table 4 by the preset exact: others > majority, each setting',
    published: `others / majority ${ratios('T4')}`,
    judge: (results) =>
      eachSetting(results, everySetting, (id) => {
        const { others, majority } = table4(results, id, 'exact');
        return finding({ others, majority }, (a, b) => a > b);
      }),
  },
  {
    ...shared,
    id: 'P4.7',
    kind: 'D',
    statement:
      'The highest contribution of one feature is larger after imbalanced than after balanced training.',
    threshold: 'highest contribution of all classes: imbalanced > balanced',
    published: `balanced at most ${paper('S54.bal.contrib.max')} %`,
    judge: (results) => {
      const evidence = {
        imbalanced: largest(contributions(imbalancedOf(results))),
        balanced: largest(contributions(balancedOf(results))),
      };
      return finding(evidence, (imbalanced, balanced) => imbalanced > balanced);
    },
  },
];
