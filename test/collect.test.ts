import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromArrow } from 'arquero';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { collect } from '../lib/src/cli/collect';
import { claimShares, numberSpreads } from '../lib/src/paper/beyond-seeds';
import { collectRuns, loadMeasuredRun, type MeasuredRun } from '../lib/src/paper/collect';
import { runTableArrow } from '../lib/src/paper/run-table';

const SEEDS = join(__dirname, '..', 'data', 'seeds');

let seed1: MeasuredRun;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fragility-collect-'));
  seed1 = (await loadMeasuredRun(join(SEEDS, 'cifar.ce-imbalanced-1'), 'one'))!;
});
afterAll(() => rmSync(folder, { recursive: true }));

const like = (name: string, changed: Partial<MeasuredRun['config']>): MeasuredRun => ({
  ...seed1,
  name,
  config: { ...seed1.config, ...changed },
});

describe('collectRuns', () => {
  it('has a row a run: its configuration, numbers, claims and measures', () => {
    const columns = collectRuns([seed1]);
    const { report } = seed1;
    expect(columns.run).toEqual(['one']);
    expect(columns.imbalanceRatio).toEqual([100]);
    expect(columns.subsetSeed).toEqual([1]);
    expect(columns.bestBac).toEqual([seed1.best.testBac]);
    expect(columns['measure testRecall.9']).toEqual([report.measures.testRecall[9]]);
    expect(columns['value T1.cifar.ce.imbalanced']).toEqual([report.values['T1.cifar.ce.imbalanced']]);
    expect(columns['claim P2.1']).toEqual([true]);
    expect(columns['claim P1.1']).toEqual([null]); // needs a balanced twin
  });

  it('judges a run with its balanced twin, of its seed if there is one', () => {
    const twin = (name: string, seed: number) => like(name, { balance: 'balanced', imbalanceRatio: 1, seed });
    const runs = [like('a', {}), like('deep', { depth: 56 }), twin('zero', 0), twin('same', 1)];
    const { twin: twins, 'claim P1.1': claim } = collectRuns(runs);
    expect(twins).toEqual(['same', null, null, null]);
    expect(claim[0]).not.toBeNull();
    expect(claim.slice(1)).toEqual([null, null, null]);
    expect(collectRuns(runs.slice(0, 3)).twin[0]).toBe('zero');
  });
});

describe('over runs', () => {
  it('a claim holds in a share of them, with an interval; a number has a distribution', () => {
    const columns = collectRuns([0, 1, 2, 3].map((seed) => like(`run ${seed}`, { seed })));
    const claim = [true, true, false, null];
    const value = [1, 2, 6, null];
    const table = fromArrow(
      runTableArrow({ ...columns, 'claim P2.1': claim, 'value T2.cifar.ce.testMin': value }),
    );
    const share = claimShares(table).find(({ id }) => id === 'P2.1');
    expect(share).toMatchObject({ n: 3, holds: 2, share: 2 / 3 });
    expect(share?.low).toBeCloseTo(0.2077, 4);
    expect(share?.high).toBeCloseTo(0.9385, 4);
    expect(claimShares(table).find(({ id }) => id === 'P1.1')).toMatchObject({
      n: 0,
      share: null,
      low: null,
    });
    const spread = numberSpreads(table).find(({ ours }) => ours.length === 3);
    expect(spread).toMatchObject({ ours: [1, 2, 6], mean: 3, min: 1, max: 6, n: 3 });
    expect(spread?.deviation).toBeCloseTo(Math.sqrt(7), 12);
  });
});

describe('fragility collect', () => {
  it('writes the same table as Arrow and as Parquet', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
    const [arrow, parquet] = ['runs.arrow', 'runs.parquet'].map((name) => join(folder, name));
    for (const out of [arrow, parquet]) await collect([SEEDS], { out });
    const table = fromArrow(readFileSync(arrow));
    const rows = await parquetReadObjects({ file: new Uint8Array(readFileSync(parquet)).buffer });
    expect([table.numRows(), rows.length]).toEqual([1, 1]);
    for (const name of ['run', 'seed', 'bestBac', 'claim P2.1', 'claim P1.1', 'value T2.cifar.ce.testMin'])
      expect(rows[0][name] ?? null).toEqual(table.get(name, 0) ?? null);
  });

  it('refuses another format, and folders without runs', async () => {
    await expect(collect([SEEDS], { out: 'runs.csv' })).rejects.toThrow(/--out: got runs\.csv.*\.parquet/);
    await expect(collect([folder], { out: 'a.arrow' })).rejects.toThrow(
      /no finished run in .*fragility runs/,
    );
  });
});
