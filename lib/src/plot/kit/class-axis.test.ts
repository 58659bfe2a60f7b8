import { expect, it } from 'vitest';
import { classAxis } from './class-axis';

const axisOf = (C: number) => classAxis({ classNames: Array.from({ length: C }, (_, c) => `kind ${c}`) });

it('names every class of up to 20', () => {
  expect(axisOf(1)).toMatchObject({ tickvals: [0], ticktext: ['kind 0'] });
  expect(axisOf(20).ticktext).toHaveLength(20);
  expect(axisOf(3)).toMatchObject({ tickvals: [0, 1, 2], ticktext: ['kind 0', 'kind 1', 'kind 2'] });
});

it('names 20 of more classes, the first and the last among them', () => {
  for (const C of [21, 100, 1000]) {
    const axis = axisOf(C);
    const at = axis.tickvals as number[];
    expect(new Set(at).size).toBe(20);
    expect([at[0], at[19]]).toEqual([0, C - 1]);
    expect(axis.ticktext).toEqual(at.map((c) => `kind ${c}`));
    expect(axis.range).toEqual([-0.55, C - 0.45]);
  }
});
