// Small files that claim, or unpack to, more than any machine has; and whole files, whose reading may take some times their size.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bombs, hugeFile, wholeFiles } from './bombs-files.mjs';

const CHILD = fileURLToPath(new URL('bombs-child.mjs', import.meta.url));
/** What may be in memory beside the file: the limit of unpacked parts is not reached by any that is refused. */
const BESIDE = 128 * 2 ** 20;
const LONGEST = 1_200_000;

/** Rows { what, count, lost, losses }; with `full`, whole files of 256 MB and one of more than 2 GiB. */
export async function run({ full = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'fragility-bombs-'));
  try {
    const { peak: idle } = await child();
    const refused = [];
    for (const file of await bombs(join(folder, 'bombs'))) refused.push(await refusal(file, idle));
    const read = [];
    for (const { file, times } of await wholeFiles(join(folder, 'whole'), full ? 1_000_000 : 40_000))
      read.push(await reading(file, times, idle));
    if (full) read.push(await reading(hugeFile(folder), 4, idle));
    return [
      row('small files refused before they fill the memory', refused),
      row('whole files read within their limit', read),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function refusal(file, idle) {
  const { outcome, peak } = await child(file);
  const beside = peak - idle;
  const fits = beside <= 4 * statSync(file).size + BESIDE;
  return {
    file: basename(file),
    size: statSync(file).size,
    beside,
    outcome,
    lost: !outcome.includes(file) || !fits,
  };
}

async function reading(file, times, idle) {
  const { outcome, peak } = await child(file);
  const size = statSync(file).size;
  // What JavaScript has not yet collected counts for much beside a small file.
  const most = times * size + (size < 2 ** 26 ? BESIDE / 2 : 0);
  return {
    file: basename(file),
    size,
    beside: peak - idle,
    outcome,
    lost: outcome !== 'read' || peak - idle > most,
  };
}

function row(what, found) {
  const losses = found.filter(({ lost }) => lost);
  return { what, count: found.length, lost: losses.length, losses, found };
}

/** Reads a file in a process of its own: what came of it, and the most memory it took. */
function child(file) {
  return new Promise((resolve) => {
    // This file holds 80 MB in 150 kB, not the 600 that would be more than the usual limit.
    const env = { ...process.env, ...(file?.endsWith('rows.parquet') && { FRAGILITY_UNPACKED_MIB: '64' }) };
    const process_ = spawn(process.execPath, [CHILD, ...(file ? [file] : [])], {
      timeout: LONGEST,
      killSignal: 'SIGKILL',
      env,
    });
    let [text, errors] = ['', ''];
    process_.stdout.on('data', (part) => {
      text += part;
    });
    process_.stderr.on('data', (part) => {
      errors = (errors + part).slice(-500);
    });
    process_.on('close', (code) => {
      const ended = { outcome: `lost: ends with ${code}: ${errors}`, peak: Number.POSITIVE_INFINITY };
      resolve(text.startsWith('{') ? JSON.parse(text) : ended);
    });
  });
}
