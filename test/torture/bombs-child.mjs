// node bombs-child.mjs [FILE]: reads a file as `fragility measure` would, and says what came of it and how much memory it took.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const dist = (path) => require(`../../lib/dist/${path}`);
const { importEmbeddings } = dist('embed/import');
const { readWeights } = dist('model/read-weights');
const { readSafetensors } = dist('model/safetensors');
const { parseMatFile } = dist('data/files/mat-file');

const [file] = process.argv.slice(2);
// Memory is not given back at once: the less of it is free, the sooner JavaScript collects what is no longer used.
const head = file && join(dirname(file), 'head.safetensors');
const read = {
  npz: () => importEmbeddings({ file }),
  safetensors: () => readSafetensors(file),
  pth: () => readWeights(file),
  mat: async () => parseMatFile(readFileSync(file), file),
};
let outcome = 'nothing to read';
if (file) {
  const ending = basename(file).split('.').at(-1);
  const reading = read[ending] ?? (() => importEmbeddings({ train: file, test: file, head }));
  outcome = await reading().then(
    () => 'read',
    (error) => (error.name === 'UserError' ? error.message : `lost: ${error.stack}`),
  );
}
console.log(JSON.stringify({ outcome, peak: peak() }));

/** Most bytes that this process has held. What the system says of its resources counts its parent's, too, up to its start. */
function peak() {
  if (!existsSync('/proc/self/status')) return 1024 * process.resourceUsage().maxRSS;
  return 1024 * Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
}
