import { publishedNumber } from '../published';
import { balancedOf, imbalancedOf } from '../results';
import type { Claim } from './claim';
import { countWhere, extreme, overClasses } from './estimate';
import { both, eachSetting, everySetting, finding } from './logic';
import { againstOthers, bothEnds, classes, contributions, dropOffs, topCe } from './measured';

const paper = (id: string) => publishedNumber(id).value;

function ratios(table: 'T3' | 'T4'): string {
  const ids = ['celeba.ce', 'svhn.ce', 'cifar.ldam', 'cifar.focal'];
  return ids.map((id) => `${paper(`${table}.${id}.ratio`)} (${id})`).join(', ');
}

const shared = { rq: 4, settings: ['cifar.ce'] } as const;

/** How large the top classification embeddings are. Source: paper §5.4. */
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
        'classes 6-9': overClasses(classes(top, 6, 9)),
        'classes 0-5': overClasses(classes(top, 0, 5)),
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
        imbalanced: extreme(topCe(imbalancedOf(results)), 'largest'),
        balanced: extreme(topCe(balancedOf(results)), 'largest'),
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
        finding({ ratio: againstOthers(topCe(imbalancedOf(results, id))).ratio }, (ratio) => ratio >= 2),
      ),
  },
  {
    ...shared,
    id: 'P4.4',
    kind: 'D',
    statement:
      'In the rare classes the loudest feature stands out further from the second than in the frequent ones.',
    threshold: 'largest / second largest mean ce: mean of classes 6-9 > mean of classes 0-3',
    published: null,
    judge: (results) => {
      const drops = dropOffs(imbalancedOf(results));
      return finding(bothEnds(drops), (rare, frequent) => rare > frequent);
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
        finding(
          { balanced: extreme(contributions(balancedOf(results), 'paper', 'largest'), 'largest') },
          (highest) => highest <= 0.3,
        ),
        finding(
          {
            'imbalanced classes above 0.35': countWhere(
              contributions(imbalancedOf(results), 'paper', 'largest'),
              0.35,
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
        const loudest = contributions(imbalancedOf(results, id), 'exact', 'loudest');
        const { others, majority } = againstOthers(loudest);
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
        imbalanced: extreme(contributions(imbalancedOf(results), 'paper', 'largest'), 'largest'),
        balanced: extreme(contributions(balancedOf(results), 'paper', 'largest'), 'largest'),
      };
      return finding(evidence, (imbalanced, balanced) => imbalanced > balanced);
    },
  },
];
