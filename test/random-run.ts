import { randomStream } from '../lib/src/data';
import { writeEmbedding } from '../lib/src/embed/arrow';
import { resnet } from '../lib/src/model/architecture';
import { headOf } from '../lib/src/model/head';
import { initialise } from '../lib/src/model/initialise';
import { EMBEDDINGS } from '../lib/src/runs/finish';
import { RunFolder } from '../lib/src/runs/run-folder';
import { resolveConfig } from '../lib/src/train/config';
import type { Setting } from '../lib/src/train/config-fields';
import { embeddingFrom } from './random-embeddings';

/** A finished run of a setting of CIFAR-10 with an untrained network and random features: 40 images of each set. */
export async function randomRun(path: string, seed = 0, setting: Setting = 'cifar.focal'): Promise<void> {
  const run = new RunFolder(path);
  const network = initialise(resnet(8, 10), 1);
  const epoch = {
    epoch: 1,
    learningRate: 0.1,
    loss: 1,
    testRecall: [],
    testBac: 0.1,
    trainRecall: null,
    seconds: 1,
  };
  await run.claim(resolveConfig({ setting, preset: 'smoke', seed }), {});
  await run.append(epoch);
  await run.saveNetwork('best', network, epoch);
  await run.saveLastHead(network);
  const random = randomStream(1 + seed, 'features');
  const labels = Int32Array.from({ length: 40 }, (_, i) => i % 10);
  for (const file of [EMBEDDINGS.train, EMBEDDINGS.test]) {
    const fe = Float32Array.from({ length: 40 * 64 }, () => random.uniform());
    const embedding = embeddingFrom(headOf(network), fe, labels);
    await writeEmbedding(run.file(file), { embedding, index: labels });
  }
}
