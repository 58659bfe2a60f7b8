import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { publishNumbers } from '../../lib/src/cli/publish-numbers.js';
import { randomRun } from '../../test/random-run.js';
import { seedSections, seedSpreads, spreadTexts } from './seeds.mjs';

/** @import { Run } from 'cnn-fragility' */

const cf = createRequire(import.meta.url)('cnn-fragility');

const folder = mkdtempSync(join(tmpdir(), 'fragility-seeds-'));
const reference = join(folder, 'reference');
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

/** @type {Run[]} */
let runs;
beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  await randomRun(join(reference, 'cifar.ce-imbalanced'), 3, 'cifar.ce');
  const trained = join(folder, 'runs', '5');
  await randomRun(trained, 5, 'cifar.ce');
  await publishNumbers(trained, join(folder, 'seeds', 'cifar.ce-imbalanced-5'));
  runs = [await cf.loadRun(join(reference, 'cifar.ce-imbalanced'))];
});

it('puts the seeds of a run side by side: accuracies, recalls as a picture, claims that not all fulfil, numbers', async () => {
  vi.stubEnv('FRAGILITY_REFERENCE', reference);
  const results = cf.paper.measureRuns(runs);
  const spreads = await seedSpreads(results, runs);
  const { sections, figures } = seedSections(spreads);
  expect(sections).toHaveLength(1);
  const [title, accuracies, picture, claims, ...tables] = sections[0].split('\n\n');
  expect(title).toBe('### `cifar.ce`, imbalanced: seeds 3, 5');
  expect(accuracies.split('\n').map((line) => line.split(' | ')[0])).toEqual([
    '| seed',
    '| ---',
    '| 3, shipped',
    '| 5',
  ]);
  expect(picture).toContain('REPO.cifar.ce.testRecall.c9: paper 62.3, ours ');
  expect(picture).toMatch(/\]\(results\/seeds-cifar\.ce-imbalanced\.svg\)$/);
  expect(Object.keys(figures)).toEqual(['seeds-cifar.ce-imbalanced.svg']);
  expect(claims).toMatch(/^Of \d+ claims, \d+ hold with every seed\. The others:$/);
  const [open, numbers] = tables.map((table) => table.split('\n'));
  for (const row of open.slice(2)) expect(row).toContain('✗');
  const shown = numbers.find((row) => row.startsWith('| T2.cifar.ce.testMaj '));
  const [, , paper, ...ours] = shown?.split(' | ') ?? [];
  const { values } = (await cf.paper.otherSeeds(runs[0]))[0].report;
  expect(paper).toBe('94.10');
  expect(ours.slice(0, 2).map(Number)).toEqual(
    [cf.paper.ourValues(results), values].map((of) => Number(of['T2.cifar.ce.testMaj'].toFixed(2))),
  );
  expect(ours[2]).toMatch(/^\d+\.\d\d ± \d+\.\d\d \|$/);
  expect(`${spreadTexts(spreads).get('T2.cifar.ce.testMaj')} |`).toBe(ours[2].replace(' |', ' (2) |'));
});

it('says nothing of a run without other seeds', async () => {
  const spreads = await seedSpreads(cf.paper.measureRuns(runs), runs);
  expect(seedSections(spreads)).toEqual({ sections: [], figures: {} });
});
