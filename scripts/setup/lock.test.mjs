import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { alone } from './lock.mjs';

let folder;
let file;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  file = join(folder, 'set-up.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('lets a second set-up begin only after the first has ended', async () => {
  const events = [];
  const first = alone(
    () => sleep(100).then(() => events.push('first ends')),
    () => {},
    file,
  );
  const second = alone(
    () => events.push('second runs'),
    () => events.push('second waits'),
    file,
  );
  await Promise.all([first, second]);
  expect(events).toEqual(['second waits', 'first ends', 'second runs']);
  expect(existsSync(file)).toBe(false);
});

it('takes over from a set-up that was killed', async () => {
  const dead = spawnSync('true').pid;
  writeFileSync(file, JSON.stringify([dead]));
  expect(
    await alone(
      () => 'ran',
      () => {},
      file,
    ),
  ).toBe('ran');
});

it('waits for the program that a killed set-up left behind', async () => {
  const dead = spawnSync('true').pid;
  writeFileSync(file, JSON.stringify([dead, process.pid]));
  let waited = false;
  const stopWaiting = () => {
    waited = true;
    writeFileSync(file, JSON.stringify([dead]));
  };
  await alone(() => {}, stopWaiting, file);
  expect(waited).toBe(true);
});

it('is released when the work fails', async () => {
  const failing = alone(
    () => Promise.reject(new Error('no')),
    () => {},
    file,
  );
  await expect(failing).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
});
