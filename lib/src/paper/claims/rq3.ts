import { publishedNumber } from '../published';
import { balancedOf, imbalancedOf } from '../results';
import type { Claim } from './claim';
import { extreme } from './estimate';
import { both, eachSetting, everySetting, finding } from './logic';
import { bothEnds, classes, coverageAt, featuresNeeded } from './measured';
import { trend } from './trend';

const paper = (id: string) => publishedNumber(`S53.${id}`).value;

const quotedKs = ['cifar.focal', 'cifar.ldam', 'svhn.ce', 'celeba.ce'].map(
  (id) => `${paper(`${id}.K`)} (${id})`,
);

const shared = { rq: 3, settings: ['cifar.ce'] } as const;

/** How few features decide. Coverage by the preset `paper`. Source: paper §5.3. */
export const rq3: readonly Claim[] = [
  {
    ...shared,
    id: 'P3.1',
    kind: 'D',
    statement: 'Two features decide far more instances of the rare classes than of the frequent ones.',
    threshold: 'coverage at K = 2: mean of classes 6-9 > mean of classes 0-3',
    published: `above ${paper('imb.K2.cls6to9')} % against at most about ${paper('imb.K2.cls0to3')} %`,
    judge: (results) => {
      const two = coverageAt(imbalancedOf(results), 2);
      return finding(bothEnds(two), (rare, frequent) => rare > frequent);
    },
  },
  {
    ...shared,
    id: 'P3.2',
    kind: 'M',
    statement:
      'Two features decide nine in ten instances of each rare class, at most about six in ten of each frequent one.',
    threshold: 'coverage at K = 2: each of classes 6-9 >= 0.85, each of 0-3 <= 0.65',
    published: `above ${paper('imb.K2.cls6to9')} %, at most about ${paper('imb.K2.cls0to3')} %`,
    judge: (results) => {
      const two = coverageAt(imbalancedOf(results), 2);
      const evidence = {
        'lowest of classes 6-9': extreme(classes(two, 6, 9), 'smallest'),
        'highest of classes 0-3': extreme(classes(two, 0, 3), 'largest'),
      };
      return finding(evidence, (rare, frequent) => rare >= 0.85 && frequent <= 0.65);
    },
  },
  {
    ...shared,
    id: 'P3.3',
    kind: 'M',
    statement: 'Seven features, a tenth of all, decide nearly every instance of every class.',
    threshold: 'coverage at K = 7, lowest class: imbalanced >= 0.92, balanced >= 0.95',
    published: `above ${paper('imb.K7.min')} % and ${paper('bal.K7.min')} %`,
    judge: (results) => {
      const imbalanced = extreme(coverageAt(imbalancedOf(results), 7), 'smallest');
      const balanced = extreme(coverageAt(balancedOf(results), 7), 'smallest');
      return both(
        finding({ imbalanced }, (lowest) => lowest >= 0.92),
        finding({ balanced }, (lowest) => lowest >= 0.95),
      );
    },
  },
  {
    ...shared,
    id: 'P3.4',
    kind: 'D',
    statement:
      'The rarer the class, the more of it two features decide, more so than after balanced training.',
    threshold: 'Spearman(class, coverage at K = 2): imbalanced > 0.6 and > balanced',
    published: null,
    judge: (results) => {
      const imbalanced = trend(coverageAt(imbalancedOf(results), 2));
      const balanced = trend(coverageAt(balancedOf(results), 2));
      return both(
        finding({ imbalanced }, (rho) => rho > 0.6),
        finding({ imbalanced, balanced }, (a, b) => a > b),
      );
    },
  },
  {
    ...shared,
    id: 'P3.5',
    kind: 'D',
    settings: everySetting,
    statement: 'A quarter of the features or fewer decide nine in ten training instances.',
    threshold: 'smallest K with overall coverage >= 0.9 is at most H / 4, each setting',
    published: `K = ${quotedKs.join(', ')}`,
    judge: (results) =>
      eachSetting(results, everySetting, (id) => {
        const run = imbalancedOf(results, id);
        return finding({ K: run?.measures.minimalK.smallestKFor90 }, (K) => K <= run!.H / 4);
      }),
  },
  {
    ...shared,
    id: 'P3.6',
    kind: 'M',
    statement: 'With balanced training five features decide about nine in ten instances of every class.',
    threshold: 'balanced, K = 5: coverage of every class in 0.85..1',
    published: `${paper('bal.K5.low')}-${paper('bal.K5.high')} %`,
    judge: (results) => {
      const five = coverageAt(balancedOf(results), 5);
      return finding(
        { lowest: extreme(five, 'smallest'), highest: extreme(five, 'largest') },
        (low, high) => low >= 0.85 && high <= 1,
      );
    },
  },
  {
    ...shared,
    id: 'P3.7',
    kind: 'D',
    statement: 'Instances of the rare classes are decided by fewer features than those of the frequent ones.',
    threshold: 'mean instance top-K number: classes 6-9 < classes 0-3',
    published: null,
    judge: (results) => {
      const needed = featuresNeeded(imbalancedOf(results));
      return finding(bothEnds(needed), (rare, frequent) => rare < frequent);
    },
  },
];
