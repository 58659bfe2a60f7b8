import { expect, it } from 'vitest';
import * as cf from '../lib/src';
import { Random } from '../lib/src/data/random/random';
import { resnet } from '../lib/src/model/architecture';
import { initialise } from '../lib/src/model/initialise';
import { toyEmbeddings } from './toy-embeddings';

const toy = toyEmbeddings();
const { train, test, head } = toy;
const data = cf.data.shapes({ classes: 2, perClass: 3, testPerClass: 1 });
const untrained = initialise(resnet(8, 2), 0);

/** Options and arguments as a cell without types may give them. */
const any = (value: unknown): never => value as never;

const { retrainClassifier } = cf.train;
const m = cf.measures;

// Each of these hung, gave a wrong number, or was quietly something else.
it.each<[what: string, call: () => unknown, message: RegExp]>([
  [
    'a batch of nothing',
    () => retrainClassifier(train, test, { batchSize: 0 }),
    /batchSize = 0.*at least 1, say 1/,
  ],
  ['no epoch', () => retrainClassifier(train, test, { epochs: 0 }), /epochs = 0/],
  ['an unknown option', () => retrainClassifier(train, test, any({ epoch: 3 })), /'epoch'.*perhaps epochs/],
  [
    'sets of two networks',
    () => retrainClassifier(train, { ...test, H: 3, fe: new Float32Array(3 * test.n) }),
    /train H = 6, C = 3 and test H = 3, C = 3/,
  ],
  ['no training instances', () => retrainClassifier(noneOf(train), test), /instances in train = 0/],
  ['none of none', () => new Random(0).below(0), /n = 0, expected a whole number from 1 to 4294967296/],
  ['none of NaN', () => new Random(0).below(Number.NaN), /n = NaN/],
  ['none of too many', () => new Random(0).below(2 ** 33), /n = 8589934592/],
  ['an empty seed', () => new Random([]), /seed = a list of 0/],
  [
    'an instance beyond',
    () => cf.embeddings.pickInstances(train, [0, 10]),
    /position = 10, expected.* 0 to 9/,
  ],
  ['an instance before', () => cf.embeddings.pickInstances(train, [-1]), /position = -1/],
  ['an image beyond', () => cf.data.subset(data.train, [6]), /index = 6, expected.* 0 to 5/],
  ['an empty class', () => cf.data.imbalanceCounts(49, 49, 2), /ratio = 49 of 49 images/],
  [
    'a class that is not there',
    () => cf.embeddings.featureColumns(train, head, { label: 12 }),
    /label = 12.*0 to 2/,
  ],
  [
    'another word',
    () => cf.embeddings.featureColumns(train, head, any({ row: 'predicted' })),
    /one of true, pred/,
  ],
  ['union', () => m.matchedUnionOfTopK(train, 2, any({ drawes: 3 })), /'drawes'.*perhaps draws/],
  ['sufficiency', () => m.sufficientFeatures(train, head, any({ shares: 0.5 })), /'shares'.*perhaps share/],
  ['intervals', () => m.recallIntervals(train, any({ resample: 10 })), /'resample'.*perhaps resamples/],
  ['projection', () => m.project(toy, any({ perclass: 10 })), /'perclass'.*perhaps perClass/],
])('refuses %s', (_, call, message) => {
  expect(call).toThrow(cf.UserError);
  expect(call).toThrow(message);
});

function noneOf(embedding: cf.Embedding): cf.Embedding {
  return cf.embeddings.selectInstances(embedding, () => false);
}

it('refuses to embed in batches of nothing, before it starts a backend', async () => {
  const call = cf.embed(untrained, data.test, data.preprocessing, { batchSize: 0 });
  await expect(call).rejects.toThrow(/batchSize = 0, expected a whole number of at least 1/);
});

it("gives features of the predicted class by the word that coverage's options have", () => {
  const { ce } = cf.embeddings.featureColumns(train, head, { row: 'pred' });
  const wanted = m.classEmbedding(train, head, train.predictions);
  expect(ce.every((value, k) => Math.abs(value - wanted[k]) < 1e-6)).toBe(true);
});

it('takes no list of instances from elsewhere, as hitFeatures once did', () => {
  expect(m.hitFeatures.length).toBe(1);
  expect(m.hitFeatures(train, 2)).toEqual(m.hitFeatures(structuredClone(train), 2));
});
