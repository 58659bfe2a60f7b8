import { describe, expect, it } from 'vitest';
import { spreadOverSeeds } from './spread';

const [imbalanced, twin] = ['T1.cifar.ce.imbalanced', 'T1.cifar.ce.balanced'];

describe('spreadOverSeeds', () => {
  it('gives the mean and the standard deviation of the sample', () => {
    const rows = spreadOverSeeds([{ [imbalanced]: 70 }, { [imbalanced]: 72 }, { [imbalanced]: 77 }]);
    expect(rows).toEqual([
      expect.objectContaining({
        ...{ id: imbalanced, unit: '% BAC', op: '=', paper: 72.56 },
        ...{ ours: [70, 72, 77], mean: 73, deviation: Math.sqrt((9 + 1 + 16) / 2) },
      }),
    ]);
  });

  it('leaves out what one of the seeds cannot tell, and what the filter drops', () => {
    const values = [
      { [imbalanced]: 70, [twin]: 90 },
      { [imbalanced]: 71, [twin]: null },
    ];
    expect(spreadOverSeeds(values).map(({ id }) => id)).toEqual([imbalanced]);
    expect(spreadOverSeeds(values, 'T2.')).toEqual([]);
  });

  it('has no deviation of one seed, and nothing of none', () => {
    expect(spreadOverSeeds([{ [imbalanced]: 70 }])[0]).toMatchObject({ mean: 70, deviation: null });
    expect(spreadOverSeeds([])).toEqual([]);
  });
});
