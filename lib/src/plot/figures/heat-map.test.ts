import { expect, test } from 'vitest';
import type { Embeddings } from '../../embed/embeddings';
import type { Figure } from '../kit/figure';
import { heatMap } from './heat-map';

// Two classes, two features. Class 1 has weights -1 and 2, so its largest mean ce is at feature 1.
const train = {
  ...{ n: 2, H: 2, C: 2, fe: Float32Array.of(3, 1, 0.5, 4), logits: Float32Array.of(2, 1, 0, 5) },
  ...{ labels: Int32Array.of(0, 1), predictions: Int32Array.of(0, 1) },
};
const unseen = {
  ...{ n: 3, H: 2, C: 2, fe: Float32Array.of(1, 2.3456, 3, 0.5, 2, 3) },
  ...{ logits: Float32Array.of(0, 3.5, 2, 1, 0, 7), labels: Int32Array.of(1, 1, 1) },
  predictions: Int32Array.of(1, 0, 1),
};
const model: Embeddings = {
  head: { kind: 'linear', C: 2, H: 2, W: Float32Array.of(1, 0, -1, 2), b: null },
  ...{ train, test: unseen, classNames: ['cat', 'dog'] },
};

function menu(figure: Figure): string[] {
  const [{ buttons }] = figure.layout.updatemenus as [{ buttons: { label: string }[] }];
  return buttons.map(({ label }) => label);
}

test('rows: recognised by falling logit, a gap, then missed; columns by mean ce; three digits', () => {
  const figure = heatMap({ imbalanced: model }, { classes: [1] });
  expect(figure.data[1]).toMatchObject({
    ...{ type: 'heatmap', xaxis: 'x2', x: ['feature 1', 'feature 0'] },
    z: [
      [3, 2],
      [2.35, 1],
      [null, null],
      [0.5, 3],
    ],
    y: [
      'image 2, recognised, logit 7',
      'image 0, recognised, logit 3.50',
      '',
      'image 1, taken for cat, logit 1',
    ],
  });
  expect(figure.layout.meta.alt).toContain(
    'Balanced: no run. Imbalanced: dog (n = 1), 2 recognised, 1 missed.',
  );
});

test('ce is fe times the weight of the true class, on a scale that is even around 0', () => {
  const figure = heatMap({ imbalanced: model }, { quantity: 'ce', set: 'train', classes: [1] });
  expect(figure.data[1]).toMatchObject({ z: [[8, -0.5]], zmin: -8, zmax: 8 });
});

test('a dropdown of the classes, the rarest first; a class without images is empty', () => {
  const figure = heatMap({ imbalanced: model, balanced: model });
  expect(menu(figure)).toEqual(['dog', 'cat']);
  expect(figure.data.map((trace) => trace.visible)).toEqual([undefined, undefined, false, false]);
  expect(figure.data[3].z).toEqual([]);
  expect(figure.data.map((trace) => trace.showscale)).toEqual([false, true, false, true]);
});
