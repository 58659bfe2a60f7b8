import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asOnlyProcess, clearDeadLock, runHolder } from './run-lock';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fragility-lock-'));
  file = join(folder, 'run.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

const started = '1';
const since = '2026-01-02T03:04:05.678Z';
const leave = (holder: object): void => writeFileSync(file, JSON.stringify({ started, since, ...holder }));
const work = async (): Promise<string> => 'done';

describe('the lock of a run', () => {
  it('is there during the work only, and names this process', async () => {
    const during = await asOnlyProcess(folder, async () => runHolder(folder));
    expect(during).toMatchObject({ pid: process.pid, host: hostname() });
    expect(runHolder(folder)).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
    await expect(asOnlyProcess(folder, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps out a second call of the same process', async () => {
    const second = asOnlyProcess(folder, () => asOnlyProcess(folder, work));
    await expect(second).rejects.toThrow(`got a run that process ${process.pid} has been training since`);
    expect(existsSync(file)).toBe(false);
  });

  it('of a dead process is cleared away, that of a live one stays', async () => {
    clearDeadLock(folder);
    leave({ pid: 2 ** 22 + 1, host: hostname() });
    clearDeadLock(folder);
    expect(readdirSync(folder)).toEqual([]);
    await asOnlyProcess(folder, async () => {
      clearDeadLock(folder);
      expect(runHolder(folder)).toMatchObject({ pid: process.pid });
    });
    clearDeadLock(join(folder, 'not there'));
  });

  it('of a process on another host is respected, and says which file to remove', async () => {
    leave({ pid: 1, host: 'elsewhere' });
    await expect(asOnlyProcess(folder, work)).rejects.toThrow(
      `process 1 on elsewhere has been training since ${since}, expected one process to a run. ` +
        `Let it finish; if it runs no more, remove ${file}.`,
    );
  });

  it('of a process that is gone is taken over', async () => {
    leave({ pid: 2 ** 22 + 1, host: hostname() }); // above the largest pid of Linux
    expect(runHolder(folder)).toBeNull();
    expect(await asOnlyProcess(folder, work)).toBe('done');
    expect(readdirSync(folder)).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('is not held by another process of the same number', async () => {
    leave({ pid: process.pid, host: hostname() });
    expect(await asOnlyProcess(folder, work)).toBe('done');
  });

  it('is respected while it is being written, and taken over where a crash left it empty', async () => {
    writeFileSync(file, '');
    await expect(asOnlyProcess(folder, work)).rejects.toThrow('a run that is just being started');
    const before = Date.now() / 1000 - 10;
    utimesSync(file, before, before);
    expect(await asOnlyProcess(folder, work)).toBe('done');
  });
});
