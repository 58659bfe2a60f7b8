import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os, { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lockHolder, tryLock } from '../../lib/src/machine/lock.cjs';
import { alone } from './lock.mjs';

/** @type {string} */
let folder;
/** @type {string} */
let file;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  file = join(folder, 'set-up.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('lets a second set-up begin only after the first has ended', async () => {
  /** @type {string[]} */
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
  await killedSetUp();
  expect(
    await alone(
      () => 'ran',
      () => {},
      file,
    ),
  ).toBe('ran');
});

it('waits for the program that a killed set-up left behind', async () => {
  const program = spawn('sleep', ['60'], { stdio: 'ignore' });
  await killedSetUp(program.pid);
  /** @type {string[]} */
  const events = [];
  const ended = once(program, 'exit').then(() => events.push('program ends'));
  const stopWaiting = () => {
    events.push('waits');
    program.kill();
  };
  await alone(() => events.push('runs'), stopWaiting, file);
  await ended;
  expect(events[0]).toBe('waits');
  expect(events).toContain('runs');
});

it('of a process number that is used again, this one’s own too, is taken over', async () => {
  const { pid } = process;
  const since = '2026-01-02T03:04:05.678Z';
  writeFileSync(file, JSON.stringify({ pid, host: hostname(), since, started: '1' }));
  let waited = false;
  await alone(
    () => {},
    () => {
      waited = true;
    },
    file,
  );
  expect(waited).toBe(false);
});

it.each([
  ['of this host before it was started anew', hostname(), 90, 100, false],
  ['of this host, written since it was started', hostname(), 110, 100, true],
  ['of this host before it was started anew, a few beats ago', hostname(), 10, 50, true],
  ['of another host', 'elsewhere', 90, 100, true],
  ['of another host, silent for long', 'elsewhere', 90, 700, false],
])('%s: is held or not', (_, host, uptime, silent, held) => {
  const holder = {
    pid: process.pid,
    host,
    since: '2026-01-02T03:04:05.678Z',
    system: 'another-boot pid:[1]',
  };
  writeFileSync(file, JSON.stringify(holder));
  const last = Date.now() / 1000 - silent;
  utimesSync(file, last, last);
  vi.spyOn(os, 'uptime').mockReturnValue(uptime);
  expect(lockHolder(file)).toEqual(held ? holder : null);
  vi.restoreAllMocks();
});

it('says so where it cannot be written, and does not wait', async () => {
  writeFileSync(join(folder, 'a file'), '');
  const nobody = alone(
    () => {},
    () => {},
    join(folder, 'a file', 'set-up.lock'),
  );
  await expect(nobody).rejects.toThrow(/^(EEXIST|ENOTDIR): .*mkdir/);
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

it('leaves nothing where the disk fails once', async () => {
  const run = () =>
    alone(
      () => 'ran',
      () => {},
      file,
    );
  const error = Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
  const failing = vi.spyOn(fs, 'statSync').mockImplementationOnce(() => {
    throw error;
  });
  await expect(run()).rejects.toThrow(/EIO/);
  expect(readdirSync(folder)).toEqual([]);
  failing.mockRestore();
  const { lock } = tryLock(file);
  const unreadable = vi.spyOn(fs, 'readFileSync').mockImplementationOnce(() => {
    throw error;
  });
  lock?.release();
  expect(readdirSync(folder)).toEqual([]);
  expect(unreadable).toHaveBeenCalled();
  vi.restoreAllMocks();
});

/** A set-up that has started a program, or none, and is killed while it works. @param {number} [program] */
async function killedSetUp(program) {
  const script = `
    import { alone, noteChild } from ${JSON.stringify(new URL('./lock.mjs', import.meta.url).href)};
    await alone(() => {
      ${program === undefined ? '' : `noteChild(${program});`}
      process.kill(process.pid, 'SIGKILL');
      return new Promise(() => {});
    }, () => {}, ${JSON.stringify(file)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  expect((await once(child, 'exit'))[1]).toBe('SIGKILL');
  expect(existsSync(file)).toBe(true);
}
