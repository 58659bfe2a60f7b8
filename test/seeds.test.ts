import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { publishNumbers } from '../lib/src/cli/publish-numbers';
import { spread } from '../lib/src/notebook/view';
import { measureRuns, otherSeeds, ourValues, spreadOverSeeds, withSeed } from '../lib/src/paper';
import { loadRun, type Run } from '../lib/src/runs/load-run';
import { paperLike } from './paper-like-runs';
import { randomRun } from './random-run';

const folder = mkdtempSync(join(tmpdir(), 'fragility-seeds-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const seeds = join(folder, 'seeds');
const published = (seed: number) => join(seeds, `cifar.focal-imbalanced-${seed}`);
let run: Run;
beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  // Published out of order, to see them sorted.
  for (const seed of [2, 0, 1]) {
    const trained = join(folder, 'runs', String(seed));
    await randomRun(trained, seed);
    if (seed > 0) await publishNumbers(trained, published(seed));
  }
  run = await loadRun(join(folder, 'runs', '0'));
});

describe('the numbers of another seed', () => {
  it('are published without network and embeddings', () => {
    expect(readdirSync(published(1)).sort()).toEqual(['config.json', 'history.jsonl', 'report.json']);
  });

  it('are found by the run that differs in the seed alone, and give what the whole run gives', async () => {
    const others = await otherSeeds(run, seeds);
    expect(others.map(({ config }) => config.seed)).toEqual([1, 2]);
    const results = measureRuns([run]);
    const second = measureRuns([await loadRun(join(folder, 'runs', '2'))]);
    expect(ourValues(withSeed(results, others[1]))).toEqual(ourValues(second));
    expect(ourValues(second)).not.toEqual(ourValues(results));
    expect(await otherSeeds({ config: { ...run.config, epochs: 7 } }, seeds)).toEqual([]);
  });

  it('replace one network of a setting and leave the others', async () => {
    const [other] = await otherSeeds(run, seeds);
    const ce = { setting: 'cifar.ce', preset: 'paper' } as const;
    const report = { ...other.report, retrainedBac: 0.7 };
    const imbalanced = { ...other.config, ...ce, balance: 'imbalanced' } as const;
    const changed = withSeed(paperLike, { config: imbalanced, report });
    expect(changed['cifar.ce']).toEqual({ ...paperLike['cifar.ce'], imbalanced: report, retrainedBac: 0.7 });
    expect(changed['celeba.ce']).toBe(paperLike['celeba.ce']);
    const balanced = withSeed(paperLike, { config: { ...imbalanced, balance: 'balanced' }, report });
    expect(balanced['cifar.ce']).toEqual({ ...paperLike['cifar.ce'], balanced: report });
  });

  it('are shown with their mean and standard deviation', () => {
    const [id] = ['T1.cifar.ce.imbalanced'];
    const rows = spreadOverSeeds([{ [id]: 70 }, { [id]: 72.5 }]);
    const text = String(spread(rows, [0, 3]).bundle['text/plain']);
    expect(text.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['number', 'where', 'unit', 'paper', 'seed 0', 'seed 3', 'mean ± sd'],
      [
        id,
        'Table 1: CIFAR-10, cross-entropy, imbalanced training',
        '% BAC',
        '72.56',
        '70.00',
        '72.50',
        '71.25 ± 1.77',
      ],
    ]);
  });

  it('are refused where a file was changed', async () => {
    writeFileSync(join(published(2), 'report.json'), '{}');
    await expect(otherSeeds(run, seeds)).rejects.toThrow(/report\.json.*manifest\.json lists it/s);
  });

  it('are asked for where a folder has a run without them', async () => {
    await expect(otherSeeds(run, join(folder, 'runs'))).rejects.toThrow(/report\.json.*publish --numbers/s);
  });
});
