import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolders } from './folders.cjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fragility-folders-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('makes all folders of a path, and leaves what is there', () => {
  makeFolders(join(folder, 'a', 'b', 'c'));
  writeFileSync(join(folder, 'a', 'b', 'file'), 'kept');
  makeFolders(join(folder, 'a', 'b'));
  expect(existsSync(join(folder, 'a', 'b', 'c'))).toBe(true);
  expect(existsSync(join(folder, 'a', 'b', 'file'))).toBe(true);
  makeFolders('/');
});

it('goes through a link to a folder', () => {
  mkdirSync(join(folder, 'real'));
  symlinkSync('real', join(folder, 'link'));
  makeFolders(join(folder, 'link', 'below'));
  expect(existsSync(join(folder, 'real', 'below'))).toBe(true);
});

it('refuses a file in the way', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeFolders(join(folder, 'file'))).toThrow('EEXIST');
  expect(() => makeFolders(join(folder, 'file', 'below'))).toThrow('ENOTDIR');
});

it.runIf(existsSync('/proc/self'))('ends where the file system takes no folders', () => {
  expect(() => makeFolders('/proc/none/below')).toThrow('ENOENT');
});
