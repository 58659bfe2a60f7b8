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
  const basis = {
    'measure trainRecall.9': [0, 0.5, 0.25, 1, 1, 1, 1, 1],
    twin: ['a', 'a', null, null, null, null, null, null],
  };
  const judged = { 'claim P2.1': [true, false, null, true, true, true, true, null] };
  const lines = shareTable(table({ ...kinds, ...basis, ...judged })).split('\n');
  expect(lines[0]).toBe('| claim | `cifar.ce`, small, 10:1: 3 runs |');
  expect(lines.slice(2, 4)).toEqual([
    '| *training recall of the rarest class, mean (least to most)* | 25.0 % (0.0 to 50.0) |',
    '| *balanced runs beside them* | 1 |',
  ]);
  expect(lines.find((line) => line.startsWith('| P2.1 '))).toBe(
    '| P2.1 | 1 of 2 <sub>[0.09 to 0.91]</sub> |',
  );
  expect(lines.find((line) => line.startsWith('| P7.1 '))).toBe('| P7.1 | – |');
});

it('tells runs apart that differ in more than their seeds', () => {
  const n = 6;
  const runs = table({
    setting: new Array(n).fill('cifar.ce'),
    balance: new Array(n).fill('imbalanced'),
    preset: new Array(n).fill('small'),
    imbalanceRatio: new Array(n).fill(10),
    seed: [0, 1, 0, 1, 0, 1],
    epochs: new Array(n).fill(16),
    depth: [8, 8, 14, 14, 8, 8],
    sampling: ['instances', 'instances', 'instances', 'instances', 'classBalanced', 'classBalanced'],
  });
  expect(shareTable(runs).split('\n')[0]).toBe(
    '| claim | `cifar.ce`, small, 10:1: 2 runs | `cifar.ce`, small, 10:1, depth=14: 2 runs | `cifar.ce`, small, 10:1, sampling=classBalanced: 2 runs |',
  );
});
