import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadImages } from '../lib/src/data';
import { tinyPicture } from './tiny-pictures';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-images-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, content: Uint8Array | string = tinyPicture('png')): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const load = (options = {}) => loadImages(folder, { imageSize: 8, ...options });

describe('a folder with a subfolder a class', () => {
  it('has the class with most training images first, then natural order, and a share of each class for testing', async () => {
    for (let i = 0; i < 10; i++) put(`class 10/${i}.png`);
    for (let i = 0; i < 5; i++) put(`class 2/${i}.PNG`, tinyPicture('wide'));
    for (let i = 0; i < 2; i++) put(`class 3/${i}.jpeg`, tinyPicture('turned'));
    const { name, train, test, names } = await load();
    expect(folder).toContain(name);
    expect(train.classNames).toEqual(['class 10', 'class 2', 'class 3']);
    expect([...train.labels]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2]);
    expect([...test.labels]).toEqual([0, 0, 1, 2]);
    expect(new Set([...names.train, ...names.test]).size).toBe(17);
    expect([train.height, train.width, train.pixels.length]).toEqual([8, 8, 13 * 192]);
  });

  it('is split the same by the same seed, and otherwise by another', async () => {
    for (let i = 0; i < 20; i++) for (const name of ['a', 'b']) put(`${name}/${i}.png`);
    const tested = async (options: object) => (await load(options)).names.test.join();
    expect(await tested({ splitSeed: 3 })).toBe(await tested({ splitSeed: 3 }));
    expect(await tested({ splitSeed: 3 })).not.toBe(await tested({ splitSeed: 4 }));
    expect((await load({ testShare: 0.5 })).test.n).toBe(20);
  });

  it('keeps pictures of one prefix together if asked', async () => {
    for (let i = 0; i < 20; i++)
      for (const name of ['a', 'b']) for (const k of [1, 2]) put(`${name}/${i}_${k}.png`);
    const { names } = await load({ splitBy: 'prefix' });
    const prefixes = (paths: readonly string[]) => new Set(paths.map((path) => path.split(/[/_]/)[1]));
    expect(names.test.length).toBe(16);
    expect([...prefixes(names.test)].filter((prefix) => prefixes(names.train).has(prefix))).toEqual([]);
  });

  it('passes over hidden names, follows links, reads deeper folders, and says what it left out', async () => {
    for (const name of ['a', 'b']) for (const i of [1, 2]) put(`${name}/${i}.png`);
    put('a/.DS_Store', 'x');
    put('.hidden/1.png');
    put('a/deeper/3.png');
    put('a/notes.txt', 'x');
    put('README.md', 'x');
    mkdirSync(join(folder, 'empty'));
    symlinkSync(join(folder, 'b', '1.png'), join(folder, 'b', 'linked.png'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'b', 'broken.png'));
    symlinkSync(join(folder, 'a'), join(folder, 'a', 'circle'));
    writeFileSync(Buffer.from(join(folder, 'b', 'é.png'), 'latin1'), 'x');
    const { train, test, notes } = await load();
    expect(train.n + test.n).toBe(6);
    expect(notes).toEqual([
      'left out, a folder without pictures: empty',
      'left out, no PNG, JPEG, WebP or GIF of a class: README.md, a/notes.txt',
      'left out, links that lead nowhere: b/broken.png',
      'left out, names that are not in UTF-8 (rename them): b/\ufffd.png',
    ]);
  });

  it('names pictures that cannot be read', async () => {
    for (const name of ['a', 'b']) for (const i of [1, 2, 3]) put(`${name}/${i}.png`);
    put('a/cut.jpg', tinyPicture('turned').subarray(0, 300));
    put('b/text.png', 'hello');
    await expect(load()).rejects.toThrow(
      /2 pictures that cannot be read: (a\/cut\.jpg \(.*\), b\/text\.png|b\/text\.png \(.*\), a\/cut\.jpg)/,
    );
    if (process.getuid?.() === 0) return console.log('skipped: root may read every file');
    put('b/closed.png');
    chmodSync(join(folder, 'b/closed.png'), 0);
    await expect(load()).rejects.toThrow(/closed\.png \(.*permission/i);
  });

  it('refuses a class of one picture, and what is no folder of classes, in words', async () => {
    await expect(loadImages(join(folder, 'nowhere'))).rejects.toThrow(/nothing of that name/);
    writeFileSync(join(folder, 'pets.tar.gz'), '');
    await expect(loadImages(join(folder, 'pets.tar.gz'))).rejects.toThrow(/got an archive.*Unpack it/);
    await expect(load()).rejects.toThrow(/no pictures in subfolders/);
    put('c/1.tif', 'II*');
    await expect(load()).rejects.toThrow(/left out, no PNG.*c\/1\.tif.*convert those of other formats/);
    put('a/1.png');
    put('a/2.png');
    await expect(load()).rejects.toThrow(/one class with pictures, a/);
    put('b/1.png');
    await expect(load()).rejects.toThrow(/no test images of b/);
  });
});

describe('a folder with train/ and test/', () => {
  it('is taken as it is', async () => {
    for (const i of [1, 2, 3]) put(`Train/a/${i}.png`);
    for (const i of [1, 2]) put(`Train/b/${i}.png`, tinyPicture('wide'));
    for (const name of ['a', 'b']) put(`val/${name}/1.png`);
    put('other/x.png');
    const { train, test, notes } = await load();
    expect([[...train.labels], [...test.labels]]).toEqual([
      [0, 0, 0, 1, 1],
      [0, 1],
    ]);
    expect(notes[0]).toBe('left out beside Train/ and val/: other');
  });

  it('refuses a class that one of them lacks', async () => {
    for (const name of ['train/a', 'train/b', 'test/a', 'test/b', 'train/c']) put(`${name}/1.png`);
    await expect(load()).rejects.toThrow(/no test images of c/);
    put('test/c/1.png');
    put('test/d/1.png');
    await expect(load()).rejects.toThrow(/no training images of d/);
    rmSync(join(folder, 'test'), { recursive: true });
    await expect(load()).rejects.toThrow(/train\/ without test\//);
  });
});

it('tells 260 classes apart', async () => {
  for (let c = 0; c < 260; c++) for (const part of ['train', 'test']) put(`${part}/${c}/1.png`);
  const { train, test } = await load();
  expect(train.labels[259]).toBe(259);
  expect(Array.from(test.labels)).toEqual(Array.from({ length: 260 }, (_, c) => c));
});

it('normalises by mean and standard deviation of the training images', async () => {
  for (const part of ['train', 'test'])
    for (const name of ['a', 'b']) put(`${part}/${name}/1.png`, tinyPicture('wide'));
  const { preprocessing } = await load();
  expect(preprocessing).toEqual({ mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], pad: 1, flip: false });
});
