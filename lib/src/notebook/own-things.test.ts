import { expect, test } from 'vitest';
import { images, twins } from '../../../test/explorer-twins';
import { headFrom } from '../../../test/toy-embeddings';
import { shapes } from '../data/shapes/shapes';
import { measure } from '../measure/measure';
import { resolveConfig } from '../train/config';
import { render } from './render';

const { train, test: tested, head, classNames } = twins.imbalanced;

/** What is shown as text: lines, and in each its cells. */
function cells(x: unknown): string[][] {
  const lines = String(render(x)['text/plain']).split('\n');
  return lines.map((line) => line.trim().split(/ {2,}/));
}

test('an embedding: instances, recall, what is mistaken for what, and lengths, by class', () => {
  expect(cells(tested)).toEqual([
    ['Embedding: 4 instances, 3 features, 2 classes'],
    ['class', 'n', 'recall %', 'mean ‖fe‖', 'mistaken for'],
    ['0', '2', '50', '2.000', '1'],
    ['1', '2', '100', '3.062', '–'],
  ]);
  expect(render(tested)['text/html']).toMatch(/<figcaption>Embedding: 4 instances/);
});

test('embeddings: training and test set side by side, with names', () => {
  const [title, names, cat] = cells(twins.imbalanced);
  expect(title).toEqual(['Embeddings: 2 classes, 3 features, linear head']);
  expect(names.filter((name) => name.endsWith(' n'))).toEqual(['train n', 'test n']);
  expect([cat[0], cat[1], cat[4], cat.at(-1)]).toEqual(['cat', '2', '2', 'dog']);
  expect(cells({ history: [], network: null, embeddings: twins.imbalanced })[0]).toEqual(title);
});

test('a head: lengths, biases and largest weights of its rows', () => {
  expect(
    cells(
      headFrom([
        [3, 4],
        [-1, 0],
      ]),
    ),
  ).toEqual([
    ['Classification layer (cosine): W [2, 2]'],
    ['class', '‖W‖', 'bias', 'largest weight', 'its feature'],
    ['0', '5', '–', '4', '1'],
    ['1', '1', '–', '0', '1'],
  ]);
});

test('an analysis: the tables of the report, with names where it has them', () => {
  const analysis = measure({ train, test: tested, head, classNames }, { topK: 2, draws: 2 });
  const bare = cells(analysis);
  expect(bare[0]).toEqual(['Instances, and recall in %']);
  expect(bare[2]).toEqual(['0', '2', '2', '100', '50']);
  expect(cells({ ...analysis, classNames })[2][0]).toBe('0 cat');
  // Digits, the most frequent first: a number in front would only confuse.
  expect(cells({ ...analysis, classNames: classNames.map((_, c) => String(7 - c)) })[2][0]).toBe('7');
  const titles = String(render(analysis)['text/html']).match(/<figcaption/g);
  expect(titles).toHaveLength(6);
});

test('a run: configuration, best epoch and its embeddings', () => {
  const epoch = { epoch: 3, testBac: 0.5, learningRate: 0.1, loss: 1, testRecall: [], trainRecall: null };
  const shown = cells({
    id: 'cifar.ce-balanced',
    folder: 'somewhere',
    config: resolveConfig({ setting: 'cifar.ce', balance: 'balanced', preset: 'smoke' }),
    environment: { backend: 'native', cpu: 'one' },
    moves: [{ after: 2, environment: { backend: 'native', cpu: 'another' } }],
    history: [epoch],
    best: epoch,
    last: { ...epoch, epoch: 5, testBac: 0.25 },
    embeddings: twins.imbalanced,
  });
  expect(shown.slice(0, 5)).toEqual([
    ['Run cifar.ce-balanced'],
    ['what', 'value'],
    ['best epoch', '3 of 5'],
    ['test BAC %', '50'],
    ['test BAC of the last epoch %', '25'],
  ]);
  expect(shown).toContainEqual(['preset', 'smoke']);
  expect(shown).toContainEqual(['trained on', 'native; one; after epoch 2: native; another']);
  expect(shown).toContainEqual(['Embeddings: 2 classes, 3 features, linear head']);
});

test('a network and a map of tensors: names and shapes, not all numbers', () => {
  const weights = new Map([['linear.weight', { shape: [2, 50], data: new Float32Array(100) }]]);
  const architecture = { blocksPerStage: 1, widths: [16, 32, 64], classes: 2, head: 'linear' };
  expect(cells({ architecture, weights })).toEqual([
    ['Network: 100 numbers, 2 classes'],
    ['tensor', 'shape', 'numbers'],
    ['linear.weight', '[2, 50]', '100'],
  ]);
  const [, row] = cells(weights);
  expect(row[0]).toBe('linear.weight');
  expect(row[1]).toContain('92 more items');
});

test('numbers and tensors: kind, shape, range, mean and the first numbers', () => {
  const row = Float32Array.of(0.1, 0.2, 3);
  const text = 'from 0.100 to 3.000, mean 1.100\n0.100, 0.200, 3.000';
  expect(render(row)['text/plain']).toBe(`Float32Array [3]: ${text}`);
  expect(render({ shape: [1, 3], data: row })['text/plain']).toBe(`Float32Array [1, 3]: ${text}`);
  const tensor = { shape: [3], dtype: 'float32', dataSync: () => row };
  expect(render(tensor)['text/plain']).toBe(`float32 [3]: ${text}`);
  expect(render(new Int32Array(0))['text/plain']).toBe('Int32Array [0]');
  expect(String(render(new Int32Array(101))['text/plain'])).toMatch(/, …$/);
});

test('one image, a data set, a plain map, and nothing', async () => {
  const one = await images(Int32Array.of(2));
  expect(render(one)['text/plain']).toBe('1 images: 1 dog.');
  const data = shapes({ classes: 2, perClass: [3, 1], testPerClass: 2, size: 16 });
  expect(cells(data).slice(0, 3)).toEqual([
    ['Data set shapes: images of 16x16'],
    ['class', 'training images', 'test images'],
    ['A', '3', '2'],
  ]);
  expect(cells(new Map([['a', 1]]))).toEqual([
    ['key', 'value'],
    ['a', '1'],
  ]);
  expect(render(null)['text/plain']).toBe('null');
  expect(render(new Map())['text/plain']).toBe('Map(0) {}');
});
