import { expect, test } from 'vitest';
import { featureImages } from './feature-images';

/** Images of one pixel, in greys. */
const greys = (...values: number[]) => ({
  images: {
    ...{ n: values.length, width: 1, height: 1, classNames: ['cat'], labels: new Uint8Array(values.length) },
    pixels: Uint8Array.from(values.flatMap((value) => [value, value, value])),
  },
  captions: values.map((value) => `grey ${value}`),
});

const panel = (title: string) => ({
  title,
  features: [
    { feature: 5, meanCe: 9.1, blocks: [greys(1, 2, 3), greys(4)] },
    { feature: 2, meanCe: 1.25, blocks: [greys(), greys(6, 7)] },
  ],
});
const blocks = ['training, loudest', 'training, quietest'];

test('a column a feature, a block for each choice, each image with its caption at its middle', () => {
  const { data, layout } = featureImages({ blocks, panels: [panel('Imbalanced')] });
  expect(data[0].type).toBe('image');
  // Two images a line, 3 pixels apart; 14 pixels more between columns, 12 between blocks.
  expect(data[1]).toMatchObject({
    text: ['grey 1', 'grey 2', 'grey 3', 'grey 4', 'grey 6', 'grey 7'],
    x: [0, 3, 0, 0, 20, 23],
    y: [0, 0, 3, 18, 18, 18],
  });
  expect(layout.xaxis).toMatchObject({
    ticktext: ['feature 5<br>ce 9.10', 'feature 2<br>ce 1.25'],
  });
  expect(layout.yaxis).toMatchObject({ ticktext: ['training,<br>loudest', 'training,<br>quietest'] });
  expect(layout.meta.alt).toBe(
    'Imbalanced: images under features 5 (mean ce 9.10), 2 (mean ce 1.25); training, loudest; training, quietest.',
  );
});

test('two networks stand side by side, the blocks are named once', () => {
  const { data, layout } = featureImages({ blocks, panels: [panel('Balanced'), panel('Imbalanced')] });
  expect(data.map(({ xaxis }) => xaxis)).toEqual(['x', 'x', 'x2', 'x2']);
  expect(layout.yaxis).toMatchObject({ showticklabels: true, scaleanchor: 'x' });
  expect(layout.yaxis2).toMatchObject({ showticklabels: false, scaleanchor: 'x2' });
});
