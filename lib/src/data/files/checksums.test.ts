import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { alteredFiles } from './checksums';

/** SHA-256 of `abc` and of nothing. Source: FIPS 180-4. */
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

it('names the files that differ, and reads a file again only when it has changed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'checksums-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [a, memory] = [join(folder, 'a'), join(folder, 'memory.json')];
  await writeFile(a, 'abc');
  await writeFile(join(folder, 'b'), '');
  const expected = { a: ABC, b: NOTHING };
  expect(await alteredFiles(folder, expected, memory)).toEqual([]);
  const remembered = JSON.parse(await readFile(memory, 'utf8'));
  remembered[a].sha256 = NOTHING;
  await writeFile(memory, JSON.stringify(remembered));
  expect(await alteredFiles(folder, expected, memory)).toEqual(['a']);
  await utimes(a, 1, 1);
  expect(await alteredFiles(folder, expected, memory)).toEqual([]);
  await writeFile(memory, 'not JSON');
  await writeFile(a, 'abd');
  expect(await alteredFiles(folder, expected, memory)).toEqual(['a']);
});
