// Every call of the file system fails once, in every way, in everything that reads and writes: each time one UserError in
// words, or the right result; and what was written before goes on to the same bits. Anything else is counted as lost.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('disk-child.cjs', import.meta.url));

/** All calls with `full`, else one of each work, in `count` of seven ways. Rows { what, count, lost, losses }. */
export async function run({ seed = 1, full = true, count = 7 } = {}) {
  const child = spawn(process.execPath, [CHILD, seed, full ? 1000 : 1, count], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // The same files; and a training of two epochs, of which there are a thousand, takes a fifth of the time.
    env: { ...process.env, FRAGILITY_BACKEND: 'wasm' },
  });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0)
    return [{ what: 'the disk', count: 1, lost: 1, losses: [{ how: `ends with ${code}: ${text}` }] }];
  return JSON.parse(text.split('\n').find((line) => line.startsWith('[')));
}
