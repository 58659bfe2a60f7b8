import type { Setting } from '../../train/config';
import { publishedNumber } from '../published';
import { balancedOf, imbalancedOf, type Results } from '../results';
import type { Claim } from './claim';
import { derived, type Evident, middle, minus } from './estimate';
import { eachSetting, everySetting, finding } from './logic';
import { bacOf, testBac } from './measured';

type Column = 'balanced' | 'imbalanced' | 'retrained';

/** Test BAC in percent, ours or the paper's: Table 1. */
function table1(bac: (column: Column) => Evident) {
  const [balanced, imbalanced, retrained] = (['balanced', 'imbalanced', 'retrained'] as const).map(bac);
  const gap = minus(balanced, retrained);
  const recovered = derived((r, i, b) => (r - i) / (b - i), retrained, imbalanced, balanced);
  return { balanced, imbalanced, retrained, gap, recovered };
}

function ours(results: Results, id: Setting) {
  const imbalanced = imbalancedOf(results, id);
  return table1((column) => {
    if (column === 'retrained') return bacOf(results[id]?.retrainedBac, imbalanced);
    return testBac(column === 'balanced' ? balancedOf(results, id) : imbalanced);
  });
}

const paper = everySetting.map((id) => table1((column) => publishedNumber(`T1.${id}.${column}`).value));

const shared = { rq: 1, settings: everySetting } as const;

/** What retraining the classifier on balanced data restores. Source: paper §5.1. */
export const rq1: readonly Claim[] = [
  {
    ...shared,
    id: 'P1.1',
    kind: 'D',
    statement:
      'Retraining the classifier on balanced data helps, but not up to a network trained on balanced data.',
    threshold: 'BAC balanced > retrained > imbalanced, each setting',
    published: 'holds in all five settings',
    judge: (results) =>
      eachSetting(results, everySetting, (id) => {
        const { balanced, retrained, imbalanced } = ours(results, id);
        return finding({ balanced, retrained, imbalanced }, (b, r, i) => b > r && r > i);
      }),
  },
  {
    ...shared,
    id: 'P1.2',
    kind: 'M',
    statement: 'After retraining the classifier a clear gap to the balanced network remains.',
    threshold: 'BAC balanced - retrained >= 3 points, each setting',
    published: `${paper.map(({ gap }) => middle(gap)!.toFixed(1)).join(', ')} points`,
    judge: (results) =>
      eachSetting(results, everySetting, (id) => finding({ gap: ours(results, id).gap }, (gap) => gap >= 3)),
  },
  {
    ...shared,
    id: 'P1.3',
    kind: 'M',
    statement: 'Retraining the classifier recovers at most about half of what imbalance cost.',
    threshold: '(retrained - imbalanced) / (balanced - imbalanced) <= 0.6, each setting',
    published: paper.map(({ recovered }) => middle(recovered)!.toFixed(2)).join(', '),
    judge: (results) =>
      eachSetting(results, everySetting, (id) =>
        finding({ recovered: ours(results, id).recovered }, (share) => share <= 0.6),
      ),
  },
  {
    ...shared,
    id: 'P1.4',
    by: 'project',
    kind: 'M',
    statement: 'Our balanced accuracies are those of Table 1.',
    threshold: 'ours within 3 points of the paper, each number that we have',
    published: null,
    judge: (results) =>
      eachSetting(results, everySetting, (id) => {
        const found = ours(results, id);
        const differences = (['balanced', 'imbalanced', 'retrained'] as const).flatMap((column) => {
          const off = minus(found[column], publishedNumber(`T1.${id}.${column}`).value);
          return off === null ? [] : [[column, off] as const];
        });
        return finding(Object.fromEntries(differences), (...offs) => offs.every((off) => Math.abs(off) <= 3));
      }),
  },
];
