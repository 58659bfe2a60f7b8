import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { at } from '../paths.mjs';
import { faster } from './benchmarks.mjs';
import { fill, typedNumbers } from './fill.mjs';
import { pages } from './pages.mjs';
import { readingTable } from './reading.mjs';

/** @type {Record<string, Record<string, number>>} */
const BAC = { 'a b': { best: 71.104 } };
const facts = {
  bac: (/** @type {string} */ run, /** @type {string} */ which) => BAC[run]?.[which] ?? null,
  epoch: () => '194',
};

it('puts numbers in a template, with as many digits as it asks for', () => {
  expect(
    fill('{{bac "a b" best}} % ({{epoch}}), {{bac "a b" best | 1}}, {{bac "a b" best | 0}}', facts),
  ).toBe('71.10 % (194), 71.1, 71');
});

it('refuses what is not known, and names what is', () => {
  expect(() => fill('{{bca "a b" best}}', facts)).toThrow('there is no fact bca; there are bac, epoch');
  expect(() => fill('{{bac "a b" last}}', facts)).toThrow('{{bac "a b" last}}: nothing is known of it');
});

it('finds numbers that look measured and were typed', () => {
  expect(typedNumbers('P3.2 has 0.904, 71 % and `0.5`; 200 epochs; {{bac x 0.5}}')).toEqual(['0.904', '71']);
});

it('compares ours with the fastest peer that has a speed and does not round', () => {
  const rows = [
    ['ours', '1,200 (900–1,300)', '30', '8', '2'],
    ['A', '600 (500–700)', '10', '4', '5'],
    ['B', '–', '40 (1–90)', '–', '4'],
    ['A, TF32', '2,000', '50', '9', '9'],
  ];
  const table = { head: [], rows };
  expect(faster(table, 'train')).toBe(2);
  expect(faster(table, 'infer')).toBe(0.75);
  expect(faster(table, 'infer', '^A')).toBe(3);
  expect(faster(table, 'infer/processor')).toBe(0.4);
});

it('tells what the benchmark of reading printed, or that nothing is kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fragility-reading-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'reading.json');
  expect(readingTable(file)).toBe('No run of `reading` is kept here.');
  const timed = { wall: 2, cpu: 3, peakGb: 0.5 };
  const compared = { ratio: 0.5, cpuRatio: 0.75, ours: timed, numpy: { ...timed, wall: 4 } };
  writeFileSync(file, JSON.stringify({ bench: 'reading', share: 1, 'many classes, npz': compared, load: 1 }));
  expect(readingTable(file)).toMatch(
    /all instances.*\| many classes, npz \| 2\.0 s \| 4\.0 s \| 0\.50 \| 0\.75 \| 0\.50 and 0\.50 GB \|/s,
  );
});

describe.each(Object.keys(pages))('docs/%s.md', (name) => {
  it('is current (npm run results)', () => {
    expect(pages[name]()).toBe(readFileSync(at('docs', `${name}.md`), 'utf8'));
  });

  // Each of these is made of what one command printed.
  it.skipIf(['administrator', 'reliability'].includes(name))('uses every number that was kept for it', () => {
    const kept = JSON.parse(readFileSync(at('data', 'measured', `${name}.json`), 'utf8'));
    expect(kept.provenance).toMatch(/cannot be computed again/);
    const template = readFileSync(at('scripts', 'results', `${name}.md`), 'utf8');
    for (const key of Object.keys(kept.values ?? kept.notes))
      expect(template).toMatch(new RegExp(`[{]{2}\\w+ ${key}\\b`));
  });
});
