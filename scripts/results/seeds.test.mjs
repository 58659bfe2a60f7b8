import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { publishNumbers } from '../../lib/src/cli/publish-numbers';
import { randomRun } from '../../test/random-run';
import { seedSections } from './seeds.mjs';

const cf = createRequire(import.meta.url)('cnn-fragility');

const folder = mkdtempSync(join(tmpdir(), 'fragility-seeds-'));
const reference = join(folder, 'reference');
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

let runs;
beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  await randomRun(join(reference, 'cifar.focal-imbalanced'), 3);
  const trained = join(folder, 'runs', '5');
  await randomRun(trained, 5);
  await publishNumbers(trained, join(folder, 'seeds', 'cifar.focal-imbalanced-5'));
  runs = [await cf.loadRun(join(reference, 'cifar.focal-imbalanced'))];
});

it('puts the seeds of a run side by side: accuracies, claims that not all fulfil, numbers', async () => {
  vi.stubEnv('FRAGILITY_REFERENCE', reference);
  const results = cf.measureRuns(runs);
  const [section, ...more] = await seedSections(results, runs);
  expect(more).toEqual([]);
  const [title, accuracies, claims, ...tables] = section.split('\n\n');
  expect(title).toBe('### `cifar.focal`, imbalanced: seeds 3, 5');
  expect(accuracies.split('\n').map((line) => line.split(' | ')[0])).toEqual([
    '| seed',
    '| ---',
    '| 3, shipped',
    '| 5',
  ]);
  expect(claims).toMatch(/^Of \d+ claims, \d+ hold with every seed\. The others:$/);
  const [open, numbers] = tables.map((table) => table.split('\n'));
  for (const row of open.slice(2)) expect(row).toContain('✗');
  const shown = numbers.find((row) => row.startsWith('| T2.cifar.focal.testMaj '));
  const [, , paper, ...ours] = shown.split(' | ');
  const { values } = (await cf.otherSeeds(runs[0]))[0].report;
  expect(paper).toBe('96.00');
  expect(ours.slice(0, 2).map(Number)).toEqual(
    [cf.ourValues(results), values].map((of) => Number(of['T2.cifar.focal.testMaj'].toFixed(2))),
  );
  expect(ours[2]).toMatch(/^\d+\.\d\d ± \d+\.\d\d \|$/);
});

it('says nothing of a run without other seeds', async () => {
  expect(await seedSections(cf.measureRuns(runs), runs)).toEqual([]);
});
