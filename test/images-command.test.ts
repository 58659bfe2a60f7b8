import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decode, encode } from 'fast-png';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { imagesCommand } from '../lib/src/cli/images';
import { tinyPicture } from './tiny-pictures';

let folder: string;
let lines: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'images-command-'));
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function put(path: string, content: Uint8Array | string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

it('says what is in a folder, writes it as JSON, and a contact sheet', async () => {
  put('train/cat/1.png', tinyPicture('png'));
  put('train/cat/2.png', tinyPicture('wide'));
  put('train/dog/1.png', tinyPicture('grey'));
  put('train/dog/cut.jpg', tinyPicture('turned').subarray(0, 300));
  put('train/emu/1.png', tinyPicture('alpha'));
  put('test/cat/1.png', tinyPicture('palette'));
  put('test/dog/1.png', tinyPicture('wide'));
  const [json, sheet] = [join(folder, 'report.json'), join(folder, 'sheet.png')];
  await imagesCommand(folder, { size: '8', json, sheet });
  const report = JSON.parse(readFileSync(json, 'utf8'));
  expect(report.classes).toEqual([
    { name: 'cat', train: 2, test: 1 },
    { name: 'dog', train: 1, test: 1 },
    { name: 'emu', train: 1, test: 0 },
  ]);
  expect(report.duplicates).toEqual([
    { train: 'train/cat/1.png', test: 'test/cat/1.png', sameClass: true },
    { train: 'train/cat/2.png', test: 'test/dog/1.png', sameClass: false },
  ]);
  expect(report.different).toBe(4);
  expect(report.sizes).toContainEqual({ width: 16, height: 8, pictures: 2 });
  expect(report.unreadable.map(({ name }: { name: string }) => name)).toEqual(['train/dog/cut.jpg']);
  const said = lines.join('\n');
  expect(said).toContain('3 classes, 4 training and 2 test images');
  expect(said).toContain('train/cat/2.png = test/dog/1.png, of another class');
  expect(said).toContain('no test images: emu');
  expect(said).toMatch(/cannot be read: 1\n {2}train\/dog\/cut\.jpg: \S/);
  const { width, height } = decode(readFileSync(sheet));
  expect([width, height]).toEqual([16, 24]);
});

it('sums up sizes where there are many', async () => {
  const black = (width: number) => encode({ width, height: 3, channels: 3, data: new Uint8Array(9 * width) });
  for (const width of [2, 3, 4, 5, 6, 7]) put(`a/${width}.png`, black(width));
  for (const name of ['a/8.png', 'b/1.png', 'b/2.png']) put(name, tinyPicture('png'));
  await imagesCommand(folder, { size: '8' });
  expect(lines.join('\n')).toMatch(/sizes: 7 of them, 2 to 7 wide and 2 to 3 high; 2x2 \(3\), 2x3 \(1\), /);
});

it('says where file names begin alike in the training and the test set, unless they are kept together', async () => {
  for (const house of ['1', '2', '3', '4', '5', '6'])
    for (const name of ['a/$_0.png', 'a/$_1.png', 'a/$_2.png', 'b/$_3.png', 'b/$_4.png'])
      put(name.replace('$', house), tinyPicture('png'));
  const hint = /names that begin with \d_ and \d other such pairs; .*--split-by prefix/;
  await imagesCommand(folder, { size: '8' });
  expect(lines.join('\n')).toMatch(hint);
  lines = [];
  await imagesCommand(folder, { size: '8', splitBy: 'prefix' });
  expect(lines.join('\n')).not.toMatch(hint);
});

it('does not take the name of a class for that of one picture', async () => {
  for (const name of ['cat', 'dog'])
    for (let k = 0; k < 10; k++) put(`${name}/${name}_${k}.png`, tinyPicture('png'));
  await imagesCommand(folder, { size: '8' });
  expect(lines.join('\n')).not.toContain('--split-by');
});

it('says how far it is where there are many pictures', async () => {
  const png = tinyPicture('png');
  for (let k = 0; k < 2000; k++) put(`${k % 2}/${k}.png`, png);
  await imagesCommand(folder, { size: '8' });
  expect(vi.mocked(console.error).mock.calls.flat()).toEqual([
    'pictures: 500 of 2000',
    'pictures: 1000 of 2000',
    'pictures: 1500 of 2000',
    'pictures: 2000 of 2000',
  ]);
});

it('refuses an option that is no number', async () => {
  await expect(imagesCommand(folder, { size: 'big' })).rejects.toThrow(
    /--size: got "big", expected a number/,
  );
});
