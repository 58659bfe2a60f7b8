import { describe, expect, it } from 'vitest';
import { same } from './answer';
import type { Checked } from './card';
import type { Exercise } from './exercise';
import * as check from './index';

type AnyCheck = ((solution: (...args: readonly unknown[]) => unknown) => Checked) & {
  readonly exercise: Exercise<readonly unknown[], unknown>;
};

/** The answers to all cases, in their order, worked out by hand. */
// biome-ignore format: a line an exercise
const answers: Record<string, readonly unknown[]> = {
  linearHead: [[8, -1.5], [0, 1], [11, 17]],
  gradientStep: [
    [[1.5, 0.25], [-0.5, 0.75]],
    [[-1, -2], [2, 4], [-1, -2]],
    [[-1, -1], [2, 2]],
    [[1, 0], [0, 1]],
  ],
  nearestMean: [1, 0, 0, 2],
  balancedAccuracy: [0.75, 0.5, 0.75, null],
  recall: [[0.5, 1], [1, 0], [1, null, 0]],
  gapByGroup: [[0.1, 0.2, 0.6], [0.1, 0.3, 0.8], [0.375, null, null], [0.5, null, 0.5]],
  bestEpoch: [2, 1, 2, 10],
  spearman: [0.5, 1, 1, 0.894427, null],
  classEmbedding: [[2, 0, 6], [0, 1, -3], [3, 8]],
  topK: [[1, 2], [1, 2], [1], [1], [1, 0]],
  coverage: [[1, 0.5], [0.5, 1], [1, 0], [0, 1], [0, 1], [1, null, 0], [1, 0]],
  minimalK: [2, 1, 3, 2, 1, 1, null],
  loudest: [[0, 3], [1, 2], [1, 5], [1, 2], [0, 2], null],
  contribution: [0.625, -0.25, 0.75, 0.75, null],
  bootstrapInterval: [[2, 3], [1.333333, 4.333333], [9, 11]],
  sumTop: [5, 3, 10, 1],
  normedSum: [0.8, 1, 0],
  rescaled: [[[2, 2], [6, 4]], [[1, 1, 1], [-1, 0, 2]]],
  factors: [[2, 2], [1.5, 1]],
  topKRatio: [[0.75, 0.5, 0.75], [0.5, 0.5, 0], [0, 1, 0], null],
  unionSize: [3, 1, 1, null],
  rarefied: [1.833333, 1.5, 2, 2, null],
  hit: [2, 1, 3, null],
  splitTpFp: [[[0], [1]], [[0, 2], []], [[], []]],
  overlap: [0.5, 1, 0, null],
  frobenius: [5, 5, 3, null],
  mistakenFor: [[2, 0, 1], [1, 0, 1], [null, 0], [2, null, 0]],
};

const checks = Object.entries(check as Record<string, unknown>)
  .filter((entry): entry is [string, AnyCheck] => typeof entry[1] === 'function' && 'exercise' in entry[1])
  .map(([name, checked]) => ({ name, checked, exercise: checked.exercise }));

const text = ({ bundle }: Checked) => String(bundle['text/plain']);

describe.each(checks)('the exercise $name', ({ name, checked, exercise }) => {
  it('is called as it says', () => expect(exercise.name).toBe(name));

  it('has the answers worked out by hand', () => {
    const found = exercise.cases.map(([, ...args]) => exercise.solve(...args));
    expect(same(found, answers[name])).toBe(true);
  });

  it('names every argument', () => {
    for (const [, ...args] of exercise.cases) expect(args).toHaveLength(exercise.given.length);
  });

  it('passes what solves it', () => expect(text(checked(exercise.solve))).toContain('✓'));

  it.each(Object.entries(exercise.mistakes))('recognises: %s', (says, wrong) => {
    const card = checked(wrong);
    expect(card.passed).toBe(false);
    expect(text(card).endsWith(`\n  ${says}`)).toBe(true);
  });
});
