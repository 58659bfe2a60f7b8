/** Child of the benchmark: ours.mjs FOLDER REPEATS. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { startBackend } = require('../../lib/dist/backend/start');
const { cifar10Classes } = require('../../lib/dist/data/sets/class-names');
const { cifar10Preprocessing } = require('../../lib/dist/data/sets/cifar10');
const { embed } = require('../../lib/dist/embed/extract');
const { loadCheckpoint } = require('../../lib/dist/model/checkpoint');

const [folder, repeats] = process.argv.slice(2);
const network = await loadCheckpoint(join(folder, 'weights.safetensors'));
const pixels = Uint8Array.from(readFileSync(join(folder, 'images.u8')));
const n = pixels.length / (32 * 32 * 3);
const images = { n, height: 32, width: 32, pixels, labels: new Uint8Array(n), classNames: cifar10Classes };
const { description } = await startBackend();

/** @type {import('../children.mjs').Seconds[]} */
const runs = [];
for (let run = 0; run <= Number(repeats); run++) {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const { logits } = await embed(network, images, cifar10Preprocessing);
  const { user, system } = process.cpuUsage(cpu);
  runs.push({ wall: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6 });
  writeFileSync(join(folder, 'ours.f32'), logits);
}
const median = (/** @type {(run: typeof runs[number]) => number} */ of) =>
  runs
    .slice(1)
    .map(of)
    .sort((a, b) => a - b)[(runs.length - 1) >> 1];
console.log(JSON.stringify({ wall: median((r) => r.wall), cpu: median((r) => r.cpu), backend: description }));
