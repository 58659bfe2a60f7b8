import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { student } from './index.mjs';

it("a student's edition is the last commit without solutions and without links to them", () => {
  const folder = mkdtempSync(join(tmpdir(), 'student-'));
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  mkdirSync(join(folder, 'notebooks', 'solutions'), { recursive: true });
  const link =
    '{ "source": [\n "Solved in [solutions/rq1.ipynb](solutions/rq1.ipynb), [a picture](gallery/a.svg)."] }';
  const files = { 'a.md': '1', 'notebooks/rq1.ipynb': link, 'notebooks/solutions/rq1.ipynb': '2' };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  git('init', '-q');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '-m', 'a');
  writeFileSync(join(folder, 'a.md'), 'not committed');

  student(folder, join(folder, 'out', 'edition.zip'));

  const unpack = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])';
  execFileSync('python3', ['-c', unpack, join(folder, 'out', 'edition.zip'), folder]);
  const list = execFileSync('find', ['cnn-fragility', '-type', 'f'], { cwd: folder, encoding: 'utf8' });
  expect(list.trim().split('\n').sort()).toEqual(['cnn-fragility/a.md', 'cnn-fragility/notebooks/rq1.ipynb']);
  const read = (/** @type {string} */ name) =>
    execFileSync('cat', [join(folder, 'cnn-fragility', name)], { encoding: 'utf8' });
  expect(read('a.md')).toBe('1');
  expect(read('notebooks/rq1.ipynb')).toBe(
    '{ "source": [\n "Solved in your teacher\'s edition, [a picture](gallery/a.svg)."] }',
  );
  expect(git('status', '--short')).toBe(' M a.md\n?? cnn-fragility/\n?? out/\n');
  rmSync(folder, { recursive: true, force: true });
});
