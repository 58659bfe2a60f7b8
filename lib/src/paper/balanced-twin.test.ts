import { expect, test } from 'vitest';
import type { Run } from '../runs/load-run';
import { runsById } from '../runs/runs';
import { balancedTwin } from './balanced-twin';

const run = (setting: string, balance: string, C = 10) =>
  ({
    id: `${setting}-${balance}`,
    config: { setting, balance },
    embeddings: { train: { C } },
  }) as unknown as Run;
const balanced = run('cifar.ce', 'balanced');
const ldam = run('cifar.ldam', 'imbalanced');
const celeba = run('celeba.ce', 'imbalanced', 2);
const runs = runsById([balanced, ldam, celeba]);

test('the balanced twin of LDAM is that of cross-entropy, as in the paper', () => {
  expect(balancedTwin(ldam, runs)).toBe(balanced);
  expect(balancedTwin(balanced, runs)).toBe(balanced);
});

test('there is none where it was not trained, or where the classes are others', () => {
  expect(balancedTwin(celeba, runs)).toBeUndefined();
  expect(balancedTwin(run('cifar.ce', 'imbalanced', 100), runs)).toBeUndefined();
});
