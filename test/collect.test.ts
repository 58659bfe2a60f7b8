import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { dictionary, float32, float64, tableFromArrays, tableToIPC, utf8 } from '@uwdata/flechette';
import { fromArrow } from 'arquero';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { collect } from '../lib/src/cli/collect';
import { Random } from '../lib/src/data/random/random';
import { UserError } from '../lib/src/errors';
import { claimShares, numberSpreads } from '../lib/src/paper/beyond-seeds';
import {
  collectRuns,
  loadMeasuredRun,
  type MeasuredRun,
  onceEach,
  type RunColumns,
} from '../lib/src/paper/collect';
import { runTableArrow } from '../lib/src/paper/run-table';
import { runsOfTable } from '../lib/src/paper/table-runs';
import { runFolders } from '../lib/src/runs/run-folders';
import { randomAnalysis } from './paper-like-runs';

const SEEDS = join(__dirname, '..', 'data', 'seeds');
/** The names of the runs there. */
const kept = runFolders(SEEDS).map((run) => basename(run));

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

describe('a table that was collected before', () => {
  const twin = (seed: number) =>
    like(`twin ${seed}`, { balance: 'balanced', imbalanceRatio: 1, seed, subsetSeed: seed });
  const again = (columns: RunColumns) => runsOfTable(runTableArrow(columns), 'runs.arrow');

  it('and more runs give the table of them all, its claims judged again', async () => {
    const celeba = measured(2, like('men and women', { setting: 'celeba.ce', dataset: 'celeba', depth: 56 }));
    const ten = measured(10, like('ten', {}));
    const [before, more] = [
      [ten, celeba, twin(0)],
      [twin(1), measured(10, like('six', { seed: 6 }))],
    ];
    const whole = collectRuns([...before, ...more]);
    expect(collectRuns([...(await again(collectRuns(before))), ...more])).toEqual(whole);
    expect(collectRuns(await again(whole))).toEqual(whole);
    // The twin of its seed has come.
    expect(collectRuns(before).twin[0]).toBe('twin 0');
    expect(whole.twin[0]).toBe('twin 1');
    // A twin that was not there before: what could not be judged is.
    const alone = await again(collectRuns([seed1]));
    expect(collectRuns(alone)['claim P1.1']).toEqual([null]);
    expect(collectRuns([...alone, twin(0)])['claim P1.1'][0]).not.toBeNull();
  });

  it('is read where its measures are in single precision: 0.55 is meant, which meets a bound', async () => {
    const columns = collectRuns([seed1]);
    const at = { 'measure overlap.feFp': [0.55], 'measure overlap.ceFp': [0.55] };
    const old = { ...columns, ...at, 'claim P7.3': [null] };
    expect(Math.fround(0.55)).toBeGreaterThan(0.55);
    const { 'claim P7.3': claim, 'measure overlap.ceFp': measure } = collectRuns(
      await runsOfTable(singlePrecision(old), 'old.arrow'),
    );
    expect([claim, measure]).toEqual([[true], [0.55]]);
  });

  it('counts a configuration once', () => {
    const runs = [like('a', {}), like('b', { seed: 2 }), like('again', {})];
    expect(onceEach(runs).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it.each<[string, (columns: RunColumns) => Uint8Array]>([
    ['no table at all', () => new TextEncoder().encode('run,seed\n1,2\n')],
    ['an empty file', () => new Uint8Array()],
    ['half of it', (columns) => runTableArrow(columns).subarray(0, 60_000)],
    ['another table', () => runTableArrow({ a: [1] })],
    ['a column of a later version', (columns) => runTableArrow({ ...columns, dropout: [0.5] })],
    ['no setting', ({ setting: _, ...columns }) => runTableArrow(columns)],
    ['no name', (columns) => runTableArrow({ ...columns, run: [null] })],
    ['a setting that is none', (columns) => runTableArrow({ ...columns, setting: ['mnist.ce'] })],
    ['a measure missing', (columns) => runTableArrow(without(columns, /^measure testRecall\.9$/))],
    ['a whole measure missing', (columns) => runTableArrow(without(columns, /^measure meanCe\./))],
    [
      'a measure missing of a twin',
      () => runTableArrow(without(collectRuns([twin(0)]), /^measure meanCe\./)),
    ],
    ['words for numbers', (columns) => runTableArrow({ ...columns, bestBac: ['high'] })],
    ['no finite number', (columns) => runTableArrow({ ...columns, 'measure testBac': [Infinity] })],
  ])('is refused in one sentence where it is %s', async (_, damage) => {
    await expect(runsOfTable(damage(collectRuns([seed1])), 'some.arrow')).rejects.toThrow(
      /^some\.arrow: got no table over runs of this version .*fragility collect.* Collect/,
    );
  });

  it('is read or refused, whichever of its bytes are others', async () => {
    const bytes = runTableArrow(collectRuns([seed1]));
    const random = new Random(11);
    for (let k = 0; k < 40; k++) {
      const damaged = bytes.slice();
      const at = Math.floor(random.uniform() * (bytes.length - 4));
      // Half of them claim much: a length of 2 thousand millions.
      damaged.set(k % 2 === 0 ? [255, 255, 255, 127] : [Math.floor(random.uniform() * 256)], at);
      const found = await runsOfTable(damaged, 'some.arrow').catch((error: unknown) => error);
      if (!Array.isArray(found)) expect(found).toBeInstanceOf(UserError);
    }
  });

  it('is refused where it claims more rows than it has room for, in each of its lengths', async () => {
    const bytes = runTableArrow(without(collectRuns([seed1]), /^(measure|value|claim) /));
    for (let at = 0; at + 4 <= bytes.length; at += 4) {
      const damaged = bytes.slice();
      damaged.set([255, 255, 255, 127], at);
      // No measures: refused at the latest when judged.
      await expect(runsOfTable(damaged, 'some.arrow')).rejects.toThrow(UserError);
    }
  });
});

/** A run with all measures, of random features of C classes. */
function measured(C: number, run: MeasuredRun): MeasuredRun {
  const { H, options, nTrain, nTest, measures } = randomAnalysis(C);
  return { ...run, report: { ...run.report, H, options, nTrain, nTest, measures } };
}

function without(columns: RunColumns, names: RegExp): RunColumns {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => !names.test(name)));
}

/** As the first version wrote tables. */
function singlePrecision(columns: RunColumns): Uint8Array {
  const typeOf = (name: string, [value]: readonly unknown[]) =>
    name.startsWith('measure ') ? float32() : typeof value === 'string' ? dictionary(utf8()) : undefined;
  const types = Object.fromEntries(
    Object.entries(columns).flatMap(([name, values]) => {
      const type = typeOf(name, values);
      return type ? [[name, type]] : values[0] === null ? [[name, float64()]] : [];
    }),
  );
  return tableToIPC(tableFromArrays(columns as Record<string, unknown[]>, { types }), { format: 'file' })!;
}

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
    expect([table.numRows(), rows.length]).toEqual([kept.length, kept.length]);
    for (const name of ['run', 'seed', 'bestBac', 'claim P2.1', 'claim P1.1', 'value T2.cifar.ce.testMin'])
      expect(rows[0][name] ?? null).toEqual(table.get(name, 0) ?? null);
  });

  it('takes a table beside folders: the run of a folder counts, not that of the table', async () => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => {});
    const [first, both] = ['first.arrow', 'both.arrow'].map((name) => join(folder, name));
    writeFileSync(
      first,
      runTableArrow(collectRuns([like('other', { seed: 9 }), { ...like('old', {}), name: 'old' }])),
    );
    await collect([first, SEEDS], { out: both });
    const table = fromArrow(readFileSync(both));
    expect(table.array('run')).toEqual(['other', ...kept]);
    expect(said.mock.lastCall?.[0]).toMatch(
      new RegExp(`^${1 + kept.length} runs, \\d+ columns: .*; 1 given again count once`),
    );
    // In its own place, and again: the same bytes.
    const bytes = readFileSync(both);
    await collect([both], { out: both });
    expect(readFileSync(both).equals(bytes)).toBe(true);
  });

  it('refuses a file that is no table, and a table that is not there', async () => {
    const text = join(folder, 'runs.parquet');
    writeFileSync(text, 'PAR1');
    await expect(collect([text], { out: 'a.arrow' })).rejects.toThrow(/runs\.parquet.*\.arrow/);
    await expect(collect([join(folder, 'gone.arrow')], { out: 'a.arrow' })).rejects.toThrow(/gone\.arrow/);
  });

  it('refuses another format, and folders without runs', async () => {
    await expect(collect([SEEDS], { out: 'runs.csv' })).rejects.toThrow(/--out: got runs\.csv.*\.parquet/);
    await expect(collect([folder], { out: 'a.arrow' })).rejects.toThrow(
      /no finished run in .*fragility runs/,
    );
  });
});
