/** Trains a small ResNet for two epochs on painted images, and prints the backend and hashes of what came out. */
const { createHash } = require('node:crypto');
const { startBackend } = require('../lib/dist/backend/start');
const { shapes } = require('../lib/dist/data/shapes/shapes');
const { resnet } = require('../lib/dist/model/architecture');
const { defaultRegime } = require('../lib/dist/train/config');
const training = require('../lib/dist/train/fit');

const hash = (values) => createHash('sha256').update(values).digest('hex');

async function main() {
  console.log((await startBackend('native')).description);
  const { train, test, preprocessing } = shapes({ classes: 6, perClass: 30, size: 32 });
  const regime = { ...defaultRegime, epochs: 2, batchSize: 32, trainRecallEvery: 2 };
  for await (const { record, snapshot } of training.fit({
    architecture: resnet(8, 6),
    regime,
    train,
    test,
    preprocessing,
  })) {
    console.log(record.loss, record.testBac);
    for (const [name, { data }] of [...snapshot.weights, ...snapshot.velocity]) console.log(name, hash(data));
  }
}

main();
