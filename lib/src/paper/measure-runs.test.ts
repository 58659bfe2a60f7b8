import { expect, it } from 'vitest';
import { embeddingOf, headFrom } from '../../../test/toy-embeddings';
import { measureRuns } from './measure-runs';

const head = headFrom(
  [
    [1, 0],
    [0, 1],
  ],
  [0, 0],
);

/** A run that recognises `right` of its two test images. */
function run(balance: 'imbalanced' | 'balanced', preset: 'course' | 'paper', epochs: number, right: number) {
  const rows = [[2, 1], right === 2 ? [1, 2] : [2, 1]];
  const embedding = embeddingOf(head, rows, [0, 1]);
  const embeddings = { head, train: embedding, test: embedding, classNames: ['men', 'women'] };
  return { config: { setting: 'celeba.ce', balance, preset, epochs } as const, embeddings };
}

it('sorts runs by setting and balance', () => {
  const results = measureRuns([run('balanced', 'course', 4, 2), run('imbalanced', 'course', 25, 1)], {
    'celeba.ce': 0.7,
  });
  const { imbalanced, balanced, ...rest } = results['celeba.ce']!;
  expect([imbalanced!.measures.testBac, balanced!.measures.testBac]).toEqual([0.5, 1]);
  expect(rest).toEqual({ epochs: 25, retrainedBac: 0.7, preset: 'course' });
  expect(Object.keys(results)).toEqual(['celeba.ce']);
});

it('names both presets of unlike twins', () => {
  const results = measureRuns([run('balanced', 'course', 4, 2), run('imbalanced', 'paper', 50, 1)]);
  expect(results['celeba.ce']!.preset).toBe('course, paper');
  expect(results['celeba.ce']).not.toHaveProperty('retrainedBac');
});
