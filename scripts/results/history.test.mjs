import { expect, it } from 'vitest';
import { historyFacts } from './history.mjs';

it('finds the best epoch, and the best before the learning rate drops', () => {
  expect(historyFacts.epoch('cifar.ce-imbalanced', 'best')).toBe('194');
  expect(historyFacts.epoch('cifar.ce-imbalanced', 'before')).toBe('145');
  expect(historyFacts.bac('cifar.ce-imbalanced', 'best')).toBeCloseTo(71.1, 10);
  expect(historyFacts.epoch('cifar.ce-imbalanced-1', 'best')).toBe('188');
  expect(historyFacts.epochs('celeba.ce-balanced')).toBe('50');
});

it('knows the standard error of a balanced accuracy of two recalls', () => {
  const recalls = [98.9, 78.6];
  expect(historyFacts.recall('celeba.ce-imbalanced', 'best', '0')).toBeCloseTo(recalls[0], 10);
  const [a, b] = recalls.map((r) => (r / 100) * (1 - r / 100));
  const expected = (100 * Math.sqrt((a + b) / 1000)) / 2;
  expect(historyFacts.standardError('celeba.ce-imbalanced', 'best', '1000')).toBeCloseTo(expected, 10);
});
