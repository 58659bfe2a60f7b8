import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { findChromium } from '../setup/prerequisites.mjs';
import { isBlank, outdatedPictures, picturesIn, writePictures } from './pictures.mjs';

const cf = createRequire(import.meta.url)('cnn-fragility');
const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
afterAll(() => rmSync(folder, { recursive: true }));
const browser = findChromium();
if (!browser) console.log('skipped: no Chromium to draw pictures in (set CHROMIUM)');

const bars = (/** @type {number} */ value) =>
  cf.plot.classBars({
    classNames: ['a<b', 'dog'],
    series: [{ name: 'x', values: [1, value] }],
    quantity: 'q',
  });

it.skipIf(!browser)(
  'a picture is current for its own figure alone, to the last digit and word',
  async () => {
    writeFileSync(join(folder, 'left-over.svg'), '<svg/>');
    await writePictures(folder, { 'bars.svg': bars(0.98) });
    expect(picturesIn(folder)).toEqual(['bars.svg']);
    expect(outdatedPictures(folder, { 'bars.svg': bars(0.98) })).toEqual([]);
    for (const value of [0.05, 0.97, 0.9800001])
      expect(outdatedPictures(folder, { 'bars.svg': bars(value) })).toEqual(['bars.svg']);
    const reworded = bars(0.98);
    reworded.layout.meta.alt += ' ';
    expect(outdatedPictures(folder, { 'bars.svg': reworded })).toEqual(['bars.svg']);
    expect(outdatedPictures(folder, {})).toEqual(['bars.svg']);
    expect(outdatedPictures(folder, { 'bars.svg': bars(0.98), 'more.svg': bars(1) })).toEqual(['more.svg']);
  },
  60_000,
);

it.skipIf(!browser)(
  'a picture that is current is left alone, and one without its bars is not current',
  async () => {
    const figures = { 'bars.svg': bars(0.98) };
    const file = join(folder, 'bars.svg');
    const drawn = `${readFileSync(file, 'utf8')}<!-- by another browser -->\n`;
    writeFileSync(file, drawn);
    await writePictures(folder, figures);
    expect(readFileSync(file, 'utf8')).toBe(drawn);
    writeFileSync(file, drawn.replace(/<g class="point">.*?<\/g>/g, ''));
    expect(isBlank(readFileSync(file, 'utf8'))).toBe(true);
    expect(outdatedPictures(folder, figures)).toEqual(['bars.svg']);
  },
  60_000,
);
