import { table } from 'arquero';
import { expect, it } from 'vitest';
import { shareTable } from './shares.mjs';

it('counts the runs of each kind in which a claim holds, of those that can be judged on it', () => {
  const kinds = {
    setting: [
      'cifar.ce',
      'cifar.ce',
      'cifar.ce',
      'cifar.ce',
      'shapes.ce',
      'shapes.ce',
      'cifar.focal',
      'cifar.ce',
    ],
    balance: [...new Array(7).fill('imbalanced'), 'balanced'],
    preset: new Array(8).fill('small'),
    imbalanceRatio: [10, 10, 10, 10, 10, 10, 10, 1],
    // A table of earlier runs has no profile.
    profile: [null, 'exponential', 'exponential', 'step', 'last', 'last', 'exponential', 'exponential'],
  };
  const judged = { 'claim P2.1': [true, false, null, true, true, true, true, null] };
  const lines = shareTable(table({ ...kinds, ...judged })).split('\n');
  expect(lines[0]).toBe('| claim | `cifar.ce`, small, 10:1: 3 runs |');
  expect(lines.find((line) => line.startsWith('| P2.1 '))).toBe(
    '| P2.1 | 1 of 2 <sub>[0.09 to 0.91]</sub> |',
  );
  expect(lines.find((line) => line.startsWith('| P7.1 '))).toBe('| P7.1 | – |');
});
