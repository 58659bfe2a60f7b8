import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keyOf, readStamp, writeStamp } from './stamp.mjs';

/** @type {string} */
let folder;
/** @type {string} */
let file;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stamp-'));
  file = join(folder, 'made', '.stamp.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('vouches for the key that it was written for and for no other', () => {
  writeStamp(file, keyOf('lock 1'), { built: true });
  expect(readStamp(file, keyOf('lock 1'))).toMatchObject({ built: true });
  expect(readStamp(file, keyOf('lock 2'))).toBeNull();
});

it('does not vouch for anything when it is absent or half written', () => {
  expect(existsSync(file)).toBe(false);
  expect(readStamp(file, keyOf('a'))).toBeNull();
  writeStamp(file, keyOf('a'));
  writeFileSync(file, '{"key": "');
  expect(readStamp(file, keyOf('a'))).toBeNull();
});

it('leaves no temporary file', () => {
  writeStamp(file, keyOf('a'));
  expect(readdirSync(dirname(file))).toEqual(['.stamp.json']);
});

it('tells inputs apart that read the same when joined', () => {
  expect(keyOf('ab', 'c')).not.toBe(keyOf('a', 'bc'));
});
