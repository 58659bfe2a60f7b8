// Every reader is given thousands of changed files, in a process of its own that may be ended: each must give one UserError
// with file and expectation, or a right value. A crash, a hang or an abort is counted as lost.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('readers-child.mjs', import.meta.url));
/** Milliseconds without a sign of life. */
const HANGS = 20_000;
const MOST_MEMORY = 1200 * 2 ** 20;

export const READERS = [
  'npz',
  'parquet',
  'arrow',
  'safetensors',
  'csv',
  'hdf5',
  'jsonl',
  'mat',
  'records',
  'tar',
  'config.json',
  'history.jsonl',
  'head',
  'manifest.json',
  'torch',
  'onnx',
  'images.npz',
  'images.parquet',
  'pictures',
  'sweep',
];

/** Gives each reader changed files: 10,000 with `full`, else 150, of HDF5 a fifth. Rows { what, count, lost, losses }. */
export async function run({ seed = 1, full = true, count = full ? 10_000 : 150, readers = READERS } = {}) {
  // After a failure its library is made anew, which takes some 20 ms.
  const most = (reader) => (full || reader !== 'hdf5' ? count : Math.ceil(count / 5));
  const losses = [];
  let left = [...readers];
  for (let from = 0; left.length > 0; ) {
    const { reader, at, ended } = await watched(left, from, most, seed, losses);
    if (ended === null) break;
    losses.push({ reader, seed, number: at, how: ended });
    left = left.slice(left.indexOf(reader));
    from = at + 1;
  }
  return readers.map((reader) => {
    const own = losses.filter((loss) => loss.reader === reader);
    return { what: `changed files: ${reader}`, count: most(reader), lost: own.length, losses: own };
  });
}

/** One process for some readers, the first one `from` a number on, up to its end: how far it came, and why it ended before. */
function watched(readers, from, most, seed, losses) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [
      '--max-old-space-size=600',
      CHILD,
      readers.map((reader) => `${reader}:${most(reader)}`).join(),
      from,
      seed,
    ]);
    let [reader, at, last, rest, errors, ended, done] = [readers[0], from, Date.now(), '', '', null, false];
    const end = (why) => {
      ended = why;
      child.kill('SIGKILL');
    };
    const watch = setInterval(() => {
      if (Date.now() - last > HANGS) end('hangs');
      if (memoryOf(child.pid) > MOST_MEMORY) end(`takes more than ${MOST_MEMORY} bytes`);
    }, 100);
    child.stderr.on('data', (text) => {
      errors = (errors + text).slice(-600);
    });
    child.stdout.on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines.map((json) => JSON.parse(json))) {
        if (line.how !== undefined) losses.push({ ...line, seed });
        else [reader, at, done] = [line.reader ?? reader, line.number ?? at, line.done === true];
      }
      last = Date.now();
    });
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ reader, at, ended: done ? null : (ended ?? `ends with ${code}: ${errors}`) });
    });
  });
}

function memoryOf(pid) {
  try {
    const [, kB] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return 1024 * Number(kB ?? 0);
  } catch {
    return 0;
  }
}
