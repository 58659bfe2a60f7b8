import type { Setting } from '../../train/config';
import { publishedNumber } from '../published';
import { imbalancedOf, type Results } from '../results';
import type { Claim } from './claim';
import { countWhere, extreme, minus } from './estimate';
import { eachSetting, everySetting, finding } from './logic';
import { topCe, topFe, topRatios } from './measured';

const paper = (id: string) => publishedNumber(`S56.imb.topKratio.${id}`).value;

/** Features that describe the majority and the minority class. */
function described(results: Results, id: Setting, majority: 'union' | 'unionMatched') {
  const describe = imbalancedOf(results, id)?.measures.describe;
  return { majority: describe?.[majority][0], minority: describe?.union.at(-1) };
}

const shared = { rq: 6, settings: ['cifar.ce'] } as const;

/** How alike the features of a class's instances are. Source: paper §5.6. */
export const rq6: readonly Claim[] = [
  {
    ...shared,
    id: 'P6.1',
    kind: 'D',
    statement:
      'No feature is as common among majority instances as the commonest are in the two rarest classes.',
    threshold: 'largest class top-7 ratio: class 0 < classes 8 and 9',
    published: `class 0 at most ${paper('cls0.max')} %`,
    judge: (results) => {
      const [zero, eight, nine] = [0, 8, 9].map((c) => topRatios(imbalancedOf(results), c)?.[0]);
      return finding({ 'class 0': zero, 'class 8': eight, 'class 9': nine }, (a, b, c) => a < b && a < c);
    },
  },
  {
    ...shared,
    id: 'P6.2',
    kind: 'M',
    statement:
      'Several features are shared by nearly all instances of the two rarest classes, none by those of the majority.',
    threshold: 'class 0: largest ratio <= 0.72; classes 8 and 9: at least 3 features > 0.90',
    published: `at most ${paper('cls0.max')} %; ${paper('cls8.nOver90')} and ${paper('cls9.nOver90')} features`,
    judge: (results) => {
      const run = imbalancedOf(results);
      const over90 = (c: number) => countWhere(topRatios(run, c), 0.9);
      const evidence = { 'class 0': topRatios(run, 0)?.[0], 'class 8': over90(8), 'class 9': over90(9) };
      return finding(evidence, (zero, eight, nine) => zero <= 0.72 && eight >= 3 && nine >= 3);
    },
  },
  {
    ...shared,
    id: 'P6.3',
    kind: 'D',
    settings: everySetting,
    statement: 'It takes more features to describe all majority instances than all minority instances.',
    threshold: 'features in the union of the top 7: majority > minority, each setting',
    published: 'significantly more for the majority, without numbers',
    judge: (results) =>
      eachSetting(results, everySetting, (id) => finding(described(results, id, 'union'), (a, b) => a > b)),
  },
  {
    ...shared,
    id: 'P6.4',
    by: 'project',
    kind: 'D',
    settings: everySetting,
    statement:
      'It still does when only as many majority instances are taken as there are minority instances.',
    threshold: "the same with the majority in samples of the minority's size, each setting",
    published: null,
    judge: (results) =>
      eachSetting(results, everySetting, (id) =>
        finding(described(results, id, 'unionMatched'), (a, b) => a > b),
      ),
  },
  {
    ...shared,
    id: 'P6.5',
    kind: 'D',
    statement: 'The scale of the mean ce is set by the features, not by the weights.',
    threshold: '|largest mean fe - largest mean ce| < |largest weight - largest mean ce|',
    published: null,
    judge: (results) => {
      const run = imbalancedOf(results);
      const ce = extreme(topCe(run), 'largest');
      const evidence = {
        'fe - ce': minus(extreme(topFe(run), 'largest'), ce),
        'weight - ce': minus(run?.measures.weights.max, ce),
      };
      return finding(evidence, (fe, weight) => Math.abs(fe) < Math.abs(weight));
    },
  },
];
