import { expect, test } from 'vitest';
import { UserError } from '../../errors';
import type { Projection } from '../../measure/instance/project';
import type { Figure } from '../kit/figure';
import * as plot from './index';

const set = (labels: number[], predictions: number[], x: number[]) => ({
  instance: Int32Array.from(labels.keys()),
  ...{ labels: Int32Array.from(labels), predictions: Int32Array.from(predictions) },
  ...{ x: Float64Array.from(x), y: Float64Array.from(x, (v) => -v) },
});
const projection: Projection = {
  ...{ method: 'pca', explained: [0.5, 0.25] },
  train: set([0, 1, 1], [0, 1, 1], [1, 2, 3]),
  test: set([0, 0, 1, 1], [0, 1, 1, 0], [4, 5, 6, 7.00049]),
};
const data = { classNames: ['cat', 'dog'], counts: [9, 2], imbalanced: projection };

function buttons(figure: Figure) {
  const [menu] = figure.layout.updatemenus as { buttons: { label: string; args: unknown[] }[] }[];
  return menu.buttons;
}

test('the rarest class first: its training images, TP, FN and FP, each with a symbol of its own', () => {
  const { data: traces, layout } = plot.projection(data);
  expect(traces.slice(1).map(({ name, x }) => [name, x])).toEqual([
    ['training, all classes', [1, 2, 3]],
    ['training', [2, 3]],
    ['test, recognised (TP)', [6]],
    ['test, missed (FN)', [7]],
    ['test, taken for it (FP)', [5]],
  ]);
  expect(traces[4].text).toEqual(['image 3, dog, taken for cat']);
  const symbols = traces.slice(2).map(({ marker }) => (marker as { symbol: string }).symbol);
  expect(new Set(symbols).size).toBe(4);
  expect(layout.meta.alt).toContain(
    'Balanced: no run. Imbalanced: PCA, 2 training, 1 test, recognised (TP), 1 test, missed (FN), 1 test, taken for it (FP).',
  );
});

test('a class on the dropdown moves the points of the four sets in both panels', () => {
  const both = plot.projection({ ...data, balanced: projection });
  const [cat] = buttons(both);
  const x = [[1], [4], [5], [7]];
  expect(cat).toMatchObject({ label: 'cat', args: [{ x: [...x, ...x] }, [1, 2, 3, 4, 6, 7, 8, 9]] });
  expect(buttons(plot.projection(data))[0].args).toMatchObject([{ x }, [2, 3, 4, 5]]);
});

test('an empty set keeps its place in the legend', () => {
  const right = { ...projection, test: set([0, 1], [0, 1], [4, 5]) };
  const figure = plot.projection({ ...data, imbalanced: right });
  expect(figure.data[4]).toMatchObject({ name: 'test, missed (FN)', x: [null], showlegend: true });
  expect(figure.layout.meta.alt).toContain('0 test, missed (FN)');
});

test('axes tell the share of the variance; a class that is not there is an error', () => {
  expect(plot.projection(data).layout.yaxis2).toMatchObject({
    title: { text: 'second direction, 25.0 % of the variance' },
  });
  expect(() => plot.projection(data, { label: 2 })).toThrow(UserError);
});
