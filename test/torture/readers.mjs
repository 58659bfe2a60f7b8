// Every reader is given thousands of changed files, in a process of its own that may be ended: each must give one UserError
// with file and expectation, or a right value. A crash, a hang or an abort is counted as lost.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('readers-child.mjs', import.meta.url));
const HANGS = 10_000;
const MOST_MEMORY = 1200 * 2 ** 20;

export const READERS = [
  'npz',
  'parquet',
  'arrow',
  'safetensors',
  'csv',
  'mat',
  'records',
  'tar',
  'config.json',
  'history.jsonl',
  'head',
  'manifest.json',
];

/** Gives each reader changed files: 10,000 with `full`, else 300. Rows { what, count, lost, losses }. */
export async function run({ seed = 1, full = true, count = full ? 10_000 : 300, readers = READERS } = {}) {
  const rows = [];
  for (const reader of readers) rows.push(await tortured(reader, count, seed));
  return rows;
}

async function tortured(reader, count, seed) {
  const losses = [];
  for (let from = 0; from < count; ) {
    const { at, ended } = await watched(reader, from, count, seed, losses);
    if (ended !== null) losses.push({ reader, seed, number: at, how: ended });
    from = ended === null ? count : at + 1;
  }
  return { what: `changed files: ${reader}`, count, lost: losses.length, losses };
}

/** One process, up to its end: the number it came to, and why it ended before it was done. */
function watched(reader, from, count, seed, losses) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--max-old-space-size=600', CHILD, reader, from, count, seed]);
    let [at, last, rest, errors, ended] = [from, Date.now(), '', '', null];
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
        if (line.at !== undefined) at = line.at;
        else losses.push({ reader, seed, number: line.wrong, how: line.how });
      }
      last = Date.now();
    });
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ at, ended: at === count ? null : (ended ?? `ends with ${code}: ${errors}`) });
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
