import { expect, test } from 'vitest';
import { rowPanels } from './row-panels';

const rows = (n: number, id = 'P1.1') => Array.from({ length: n }, (_, k) => ({ id, k }));

test('few rows are as high as asked for, more are lower, many stand in panels side by side', () => {
  const shape = (n: number, step: number) => {
    const { panels, height } = rowPanels(rows(n), step);
    return [height, ...panels.map((panel) => panel.rows.length)];
  };
  expect(shape(4, 34)).toEqual([266, 4]);
  expect(shape(15, 34)).toEqual([600, 15]);
  expect(shape(37, 34)).toEqual([600, 19, 18]);
  expect(shape(39, 20)).toEqual([530, 20, 19]);
  expect(shape(0, 20)).toEqual([130, 0]);
});

test('the panels hold all rows once, in their order, and have axes of their own', () => {
  const { panels } = rowPanels(rows(60), 34);
  expect(panels.flatMap((panel) => panel.rows)).toEqual(rows(60));
  expect(panels.map(({ xaxis, yaxis }) => xaxis + yaxis)).toEqual(['xy', 'x2y2', 'x3y3']);
});

test('names have room between the panels', () => {
  const gap = (id: string) => {
    const [left, right] = rowPanels(rows(37, id), 34).panels;
    return right.left - left.right;
  };
  expect(gap('P1.1')).toBeCloseTo(0.081, 3);
  expect(gap('REPO.cifar.ce.trainRecall.c1')).toBeCloseTo(0.386, 3);
});
