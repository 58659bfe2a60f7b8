import { execFileSync, spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { UserError } from '../errors';
import { clearLeftOvers } from './left-overs';
import { tagOfProcess } from './lock.cjs';
import { writeFileAtomically } from './write';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fragility-write-'));
  file = join(folder, 'file');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('writes through a link, to what is there and to what is not yet', async () => {
  writeFileSync(file, 'old');
  symlinkSync('file', join(folder, 'link'));
  symlinkSync('link', join(folder, 'link to it'));
  await writeFileAtomically(join(folder, 'link to it'), 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  symlinkSync('later', join(folder, 'dangling'));
  await writeFileAtomically(join(folder, 'dangling'), 'first');
  expect(readFileSync(join(folder, 'later'), 'utf8')).toBe('first');
  for (const name of ['link', 'link to it', 'dangling'])
    expect(lstatSync(join(folder, name)).isSymbolicLink(), name).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['dangling', 'file', 'later', 'link', 'link to it']);
});

it('refuses links in a circle, in the place of the file and of its folder', async () => {
  symlinkSync('there', join(folder, 'back'));
  symlinkSync('back', join(folder, 'there'));
  for (const path of [join(folder, 'there'), join(folder, 'there', 'file')])
    await expect(writeFileAtomically(path, 'new')).rejects.toThrow(
      /there.*links in a circle|there.*a folder/,
    );
  expect(readdirSync(folder).sort()).toEqual(['back', 'there']);
});

it('replaces no folder, and says so', async () => {
  mkdirSync(file);
  const refused = writeFileAtomically(file, 'text');
  await expect(refused).rejects.toThrow(UserError);
  await expect(refused).rejects.toThrow(/file: got a folder, expected a file/);
  expect(readdirSync(folder)).toEqual(['file']);
});

it('takes a name as long as the system allows, and complains of the file that was meant', async () => {
  const long = join(folder, 'é'.repeat(127));
  await writeFileAtomically(long, 'text');
  expect(readFileSync(long, 'utf8')).toBe('text');
  await expect(writeFileAtomically(`${long}xx`, '')).rejects.toThrow(
    /éxx: got a path that the system cannot use/,
  );
});

it('says of a file beyond the limit of the shell what to do', async () => {
  const code = `require(${JSON.stringify(join(__dirname, '../../dist/machine'))})
    .writeFileAtomically(process.argv[1], new Uint8Array(9000)).catch((error) => console.log(error.message))`;
  const limited = 'ulimit -f 4; exec "$0" -e "$1" "$2"';
  const { stdout } = spawnSync('bash', ['-c', limited, process.execPath, code, join(folder, 'large')]);
  expect(String(stdout)).toMatch(/large: got a file larger than the system allows.*ulimit -f unlimited/);
});

it('writes to a device, and leaves it one', async () => {
  await writeFileAtomically('/dev/null', 'text');
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  await expect(writeFileAtomically('/dev/full', 'text')).rejects.toThrow(/\/dev\/full: got a full disk/);
});

it('of a process that was killed, clears the drafts; of one that runs it leaves them', () => {
  const killed = String(spawnSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }).stdout).trim();
  const [, , system] = tagOfProcess().split('-');
  const names = [
    `a.${killed}-1-${system}.tmp`,
    `fragility-graph-${killed}-1-${system}-XyZ`,
    `b.${tagOfProcess()}.tmp`,
    'c.tmp',
  ];
  for (const name of names) writeFileSync(join(folder, name), '');
  clearLeftOvers(folder);
  expect(readdirSync(folder).sort()).toEqual([`b.${tagOfProcess()}.tmp`, 'c.tmp']);
});

it('prints what is written to /dev/stdout, to a pipe and to a file', () => {
  const library = join(__dirname, '..', '..', 'dist', 'machine');
  writeFileSync(
    join(folder, 'print.cjs'),
    `require(${JSON.stringify(library)}).writeFileAtomically('/dev/stdout', 'text\\n')`,
  );
  const print = (end: string) =>
    execFileSync('sh', ['-c', `"${process.execPath}" print.cjs ${end}`], { encoding: 'utf8', cwd: folder });
  expect(print('')).toBe('text\n');
  expect(print('> out; echo more >> out; cat out')).toBe('text\nmore\n');
});
