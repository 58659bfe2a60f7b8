import { expect, test } from 'vitest';
import { featureImages } from './feature-images';

const embed = (fe: number[], labels: number[], predictions: number[]) => ({
  ...{ n: labels.length, H: 2, C: 2, fe: Float32Array.from(fe), logits: new Float32Array(2 * labels.length) },
  ...{ labels: Int32Array.from(labels), predictions: Int32Array.from(predictions) },
});

// The loudest feature of class 1 is feature 0, with a mean ce of 4 * 2.
const embeddings = {
  head: { kind: 'linear', C: 2, H: 2, W: Float32Array.of(0, 0, 4, 1), b: null } as const,
  classNames: ['cat', 'dog'],
  train: embed([9, 9, 1, 1, 3, 1], [0, 1, 1], [0, 1, 1]),
  test: embed([5, 0, 0.5, 0], [1, 1], [1, 0]),
};

/** A source that notes what it was asked for, and gives images of one pixel. */
function source() {
  const asked: [string, number[]][] = [];
  const give = (set: string) => async (rows: Int32Array) => {
    asked.push([set, [...rows]]);
    const n = rows.length;
    const blank = { pixels: new Uint8Array(3 * n), labels: new Uint8Array(n), classNames: ['cat', 'dog'] };
    return { n, width: 1, height: 1, ...blank };
  };
  return { asked, images: { train: give('train'), test: give('test') } };
}

test('asks for the images of its blocks alone and tells class, image, prediction, feature and fe of each', async () => {
  const { asked, images } = source();
  const model = { title: 'Imbalanced', embeddings, images };
  const figure = await featureImages([model], 1, { features: 1, blocks: ['loudest', 'missed'] });
  expect(asked).toEqual([
    ['train', [2, 1]],
    ['test', [1]],
  ]);
  expect(figure.data[1].text).toEqual([
    'dog, image 2, recognised<br>feature 0: fe 3',
    'dog, image 1, recognised<br>feature 0: fe 1',
    'dog, image 1, taken for cat<br>feature 0: fe 0.500',
  ]);
  expect(figure.layout.meta.alt).toBe(
    'Imbalanced: dog (n = 2): images under features 0 (mean ce 8); training, loudest; test, missed.',
  );
});
