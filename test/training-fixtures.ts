import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { expect } from 'vitest';
import type { BackendName } from '../lib/src/backend/start';
import { shapes } from '../lib/src/data';
import type { RunOptions } from '../lib/src/runs/run';
import { resolveConfig } from '../lib/src/train/config';

/** Three classes of 20, 6 and 2 images. */
export const SHAPES = { classes: 3, perClass: 20, testPerClass: 4, size: 16 };
export const dataset = shapes(SHAPES);
/** Three epochs of two batches of these images. */
export const SMALL = {
  imagesPerClass: 20,
  imbalanceRatio: 10,
  depth: 8,
  epochs: 3,
  batchSize: 14,
  warmupEpochs: 1,
};
/** Warm-up; deferred re-weighting after the first drop; the second drop. */
export const config = resolveConfig({
  ...SMALL,
  setting: 'cifar.ldam',
  firstDrop: 1 / 3,
  secondDrop: 2 / 3,
  trainRecallEvery: 2,
});

/** Throws after an epoch. */
export function stopAt(last: number): NonNullable<RunOptions['onEpoch']> {
  return ({ epoch }) => {
    if (epoch === last) throw new Error('stopped');
  };
}

/** Whether a disk in memory could be mounted at `path`. */
export function mounted(path: string, options: string): boolean {
  mkdirSync(path);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]);
  if (status !== 0) console.log('skipped: only root may mount a small disk to fill');
  return status === 0;
}

/** Trains in a process of its own and kills it as soon as it says `line`. */
export async function killedIn(backend: BackendName, folder: string, line: string): Promise<void> {
  const child = trainingChild(backend, folder);
  const ended = once(child, 'exit');
  await said(child, line);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  expect(signal).toBe('SIGKILL');
}

type Child = ChildProcessByStdio<null, Readable, null>;

/** A process of its own that trains into `folder`. */
export function trainingChild(backend: BackendName, folder: string): Child {
  const script = join(__dirname, 'training-child.cjs');
  return spawn(process.execPath, [script, JSON.stringify(SHAPES), JSON.stringify(config), folder], {
    env: { ...process.env, FRAGILITY_BACKEND: backend },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Waits for a line that matches. */
export function said(child: Child, expected: string | RegExp): Promise<string> {
  const matches = (line: string) => (typeof expected === 'string' ? line === expected : expected.test(line));
  return new Promise((resolve, reject) => {
    const lines = createInterface(child.stdout);
    lines.on('line', (line) => matches(line) && resolve(line));
    lines.on('close', () => reject(new Error(`never said ${expected}`)));
  });
}

/** Same files, same bits; the history but for the seconds that the epochs took. */
export function expectSameRun(path: string, expected: string): void {
  expect(readdirSync(path).sort()).toEqual(readdirSync(expected).sort());
  for (const name of ['best.safetensors', 'last.safetensors']) {
    expect(readFileSync(join(path, name)).equals(readFileSync(join(expected, name))), name).toBe(true);
  }
  expect(historyOf(path)).toEqual(historyOf(expected));
}

function historyOf(path: string): object[] {
  const lines = readFileSync(join(path, 'history.jsonl'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => ({ ...JSON.parse(line), seconds: null }));
}
