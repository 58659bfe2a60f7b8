import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Progress, progressLine, standing } from './progress.mjs';

const run = (/** @type {string} */ name, /** @type {number} */ work) => ({
  name,
  command: [],
  epochs: 4,
  work,
});
const plan = { threads: 1, minutes: 1, memory: 100, runs: [run('a', 8), run('b', 4), run('c', 4)] };

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fragility-sweep-'));
  for (const { name } of plan.runs) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is read off the folders: a report is a run done, a lock one that runs, lines of the history its epochs', () => {
  writeFileSync(join(folder, 'a', 'report.json'), '{}');
  writeFileSync(join(folder, 'b', 'run.lock'), '');
  writeFileSync(join(folder, 'b', 'history.jsonl'), '{}\n{}\n{}\n');
  expect(standing(folder, plan)).toEqual({ done: 1, running: 1, missing: ['b', 'c'], work: { left: 5.6 } });
});

it('says done, running, left and the time to go, from the work done since it began', () => {
  const standingNow = { done: 1, running: 1, missing: [], work: { left: 5 } };
  expect(progressLine(standingNow, 3, 60, 15)).toBe('1 done, 1 running, 1 left; 30 s to go');
  expect(progressLine(standingNow, 3, 6000, 15)).toBe('1 done, 1 running, 1 left; 50 min to go');
  expect(progressLine(standingNow, 3, 60, 5)).toMatch(/time to go not known yet$/);
});

it('writes a line a minute into a log, if there is something new', () => {
  /** @type {string[]} */
  const lines = [];
  let now = 0;
  const progress = new Progress(folder, plan, { write: (text) => lines.push(text) }, () => now);
  progress.say();
  now = 30;
  writeFileSync(join(folder, 'a', 'report.json'), '{}');
  progress.say();
  now = 90;
  progress.say();
  expect(lines).toEqual([
    '0 done, 0 running, 3 left; time to go not known yet\n',
    '1 done, 0 running, 2 left; 2 min to go\n',
  ]);
});
