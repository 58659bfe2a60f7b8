import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { program } from '../lib/src/cli/program';
import { putPictures } from './own-picture-folder';

// What a beginner types wrongly: each answer says where, what was given, what was expected, and what to do.

const home = mkdtempSync(join(tmpdir(), 'beginners-'));
const PICTURES = join(home, 'pictures');
const REFERENCE = join(__dirname, '..', 'data', 'reference', 'cifar.ce-imbalanced');
const WEIGHTS = join(REFERENCE, 'best.safetensors');
const ARROW = join(REFERENCE, 'train.arrow');

let printed = '';
beforeAll(() => {
  putPictures(PICTURES, { b: 12, a: 20, c: 16 });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(home, { recursive: true });
});

/** What the command says when it refuses. */
async function answer(...words: string[]): Promise<string> {
  printed = '';
  const error = await program()
    .parseAsync(words, { from: 'user' })
    .then(() => new Error('nothing was wrong'))
    .catch((reason: Error) => reason);
  return printed + error.message;
}

it.each([
  [['images'], /missing required argument 'path'\nWrite, for example, fragility images pictures; .*--help/],
  [
    ['images', PICTURES, '--size', '5000'],
    /^--size: got "5000", expected a whole number from 8 to 512, say 512/,
  ],
  [['images', PICTURES, '--fit', 'cover'], /^--fit: got "cover", expected one of crop, stretch, pad/],
  [
    ['images', PICTURES, '--test-share', '20'],
    /^--test-share: got "20", expected a share above 0 and below 1/,
  ],
  [['images', PICTURES, '--split-by', 'class'], /^--split-by: got "class", expected one of picture, prefix/],
  [['images', PICTURES, '--split-seed', '-1'], /^--split-seed: got "-1", expected a whole number from 0/],
  [['train', PICTURES], /too many arguments.*\nWrite, for example, fragility train --images pictures; /],
  [['train', '--images', PICTURES, '--imbalance', 'abc'], /^--imbalance: got "abc", expected a number/],
  [['train', '--images', PICTURES, '--loss', 'cross'], /^--loss: got "cross", expected one of ce, focal/],
  [['train', '--images', PICTURES, '--preset', 'quick'], /^--preset: got "quick", expected one of smoke/],
  [
    ['train', '--images', PICTURES, '--profile', 'steps'],
    /^--profile: got "steps".*perhaps step\. Correct it/,
  ],
  [['train', '--images', PICTURES, '--set', 'depth=x'], /^configuration, depth: got "x", expected a number/],
  [
    ['measure', PICTURES],
    /too many arguments.*\nWrite, for example, fragility measure --run cifar\.ce-imbalanced/,
  ],
  [
    ['measure', '--weights', WEIGHTS, '--data', PICTURES],
    /Add, for example, --setting cifar\.ce; your own pictures/,
  ],
  [
    ['measure', '--weights', 'none.pth', '--images', PICTURES],
    /^none\.pth: got nothing of that name.*Check the path/,
  ],
  [['measure', '--embeddings', 'none.npz'], /none\.npz: got nothing of that name.*Check the path/],
  [
    ['measure', '--embeddings', ARROW],
    /train_fe; the file holds .*; a file of one set is for --train or --test/,
  ],
  [
    ['measure', '--train', ARROW, '--test', ARROW],
    /neither logits nor W, expected .*, which --head may bring/,
  ],
])('%j', async (words, said) => {
  expect(existsSync(WEIGHTS)).toBe(true);
  expect(await answer(...words)).toMatch(said);
});
