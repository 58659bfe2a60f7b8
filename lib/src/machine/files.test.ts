import { execFileSync } from 'node:child_process';
import { linkSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { UserError } from '../errors';
import { appendDurably, openFile, readBytes, readText } from './files';
import { hashOfFile } from './hash';
import { tryLock } from './lock.cjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fragility-files-'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  symlinkSync('/dev/zero', join(folder, 'device'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const readers = { readBytes, readText, openFile, hashOfFile: (path: string) => hashOfFile('sha256', path) };
it.each(Object.entries(readers))(
  '%s refuses a pipe without a writer and a device without end',
  async (_, read) => {
    for (const name of ['pipe', 'device']) {
      const error = await (read(join(folder, name)) as Promise<unknown>).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UserError);
      expect(String(error)).toMatch(new RegExp(`/${name}: got a pipe or a device, expected a file`));
    }
  },
);

it('a lock takes the place of a pipe that lies there', () => {
  const lock = join(folder, 'pipe');
  utimesSync(lock, new Date(2020, 1), new Date(2020, 1));
  const { lock: taken } = tryLock(lock);
  expect(taken?.isOurs()).toBe(true);
  taken?.release();
});

it('appends to a file, and not to a copy of hard links', async () => {
  const [file, copy] = [join(folder, 'history.jsonl'), join(folder, 'copy.jsonl')];
  writeFileSync(file, 'one\n');
  linkSync(file, copy);
  await appendDurably(file, 'two\n');
  expect([await readText(file), await readText(copy)]).toEqual(['one\ntwo\n', 'one\n']);
});
