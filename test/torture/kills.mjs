// Training is killed, at random moments and at each call of the file system in turn, and started again until it is done: the
// run must be bit for bit the one that nobody disturbed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { randomFrom } from './random-numbers.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const SHAPES = { classes: 3, perClass: 20, testPerClass: 4, size: 16 };
const SMALL = { imagesPerClass: 20, imbalanceRatio: 10, depth: 8, epochs: 4, batchSize: 14, warmupEpochs: 1 };

/**
 * `count` kills at random, 60 with `full`, else 2; and one at each call with `full`, else at up to 3. Rows { what, count, lost,
 * losses }.
 */
export async function run({ seed = 1, full = true, count = full ? 60 : 2 } = {}) {
  const { resolveConfig } = await import('../../lib/dist/train/config.js');
  const config = resolveConfig({ ...SMALL, setting: 'cifar.ldam', firstDrop: 0.5, secondDrop: 0.75 });
  const home = mkdtempSync(join(tmpdir(), 'torture-kills-'));
  try {
    const whole = join(home, 'whole');
    const calls = Number(/calls (\d+)/.exec((await ended(start(config, whole, 0))).text)[1]);
    return [
      await atRandom(config, home, whole, seed, count),
      await atEachCall(config, home, whole, everyOf(calls, full ? 1 : Math.ceil(calls / Math.min(count, 3)))),
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Kills at random moments of the same run, until there were so many; a run that is done is compared, and begun anew. */
async function atRandom(config, home, whole, seed, kills) {
  const random = randomFrom(seed);
  const folder = join(home, 'random');
  const losses = [];
  let count = 0;
  while (count < kills) {
    const child = start(config, folder, 0);
    const done = ended(child);
    await Promise.race([said(child, 'epoch'), done]);
    await sleep(random() * 1500);
    child.kill('SIGKILL');
    const { signal, text } = await done;
    if (signal === 'SIGKILL') count++;
    else losses.push(...compared(folder, whole, text, count));
    if (signal !== 'SIGKILL') rmSync(folder, { recursive: true });
  }
  const { text } = await ended(start(config, folder, 0));
  losses.push(...compared(folder, whole, text, count));
  return { what: 'kills of training at random moments', count, lost: losses.length, losses };
}

/** One run a call: killed at it, and then let to its end. */
async function atEachCall(config, home, whole, calls) {
  const losses = [];
  for (const at of calls) {
    const folder = join(home, `call ${at}`);
    const { signal } = await ended(start(config, folder, at));
    const { text } = await ended(start(config, folder, 0));
    if (signal !== 'SIGKILL') losses.push({ at, how: 'was not killed' });
    losses.push(...compared(folder, whole, text, at));
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    what: 'kills of training at a call of the file system',
    count: calls.length,
    lost: losses.length,
    losses,
  };
}

/** A process that trains; `at` > 0: it kills itself at that call. */
function start(config, folder, at) {
  const args = [
    '--require',
    here('disk-faults.cjs'),
    here('../training-child.cjs'),
    JSON.stringify(SHAPES),
    JSON.stringify(config),
    folder,
  ];
  const env = { ...process.env, FAULT_FOLDER: folder, FAULT_AT: String(at), FAULT_HOW: 'kill' };
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function ended(child) {
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const [code, signal] = await once(child, 'close');
  return { code, signal, text };
}

function said(child, word) {
  return new Promise((resolve) =>
    child.stdout.on('data', (chunk) => String(chunk).includes(word) && resolve()),
  );
}

function compared(folder, whole, text, at) {
  const names = readdirSync(whole).sort();
  const found = readdirSync(folder).sort();
  if (found.join() !== names.join())
    return [{ at, how: `${found} instead of ${names}: ${text.slice(-300)}` }];
  const differing = names
    .filter((name) => name.endsWith('.safetensors'))
    .filter((name) => !same(join(folder, name), join(whole, name)));
  return differing.map((name) => ({ at, how: `${name} has other bits` }));
}

function same(a, b) {
  return readFileSync(a).equals(readFileSync(b));
}

function everyOf(n, step) {
  return Array.from({ length: Math.floor((n - 1) / step) + 1 }, (_, k) => 1 + k * step);
}
