import { type Column, Precision, type Table, Type } from '@uwdata/flechette';
import { classNames } from '../data/sets/class-names';
import { UserError } from '../errors';
import type { Analysis } from '../measure/analysis';
import { resolveMeasureOptions } from '../measure/measure-options';
import { checkConfig, configKeys, laterFieldsOf, type TrainingConfig } from '../train/config';
import { type Cell, judgeRun, ownColumns, type TableRun } from './collect';
import { measuresOfRow } from './measures-of-row';
import { readPlainArrow } from './plain-arrow';

type Row = Readonly<Record<string, Cell>>;

/**
 * The runs of a table that `runTableArrow` wrote. Throws one UserError that names the file where it is no such table, damaged,
 * or of another version: where a column is unknown, or one that is needed is missing.
 */
export async function runsOfTable(bytes: Uint8Array, file: string): Promise<TableRun[]> {
  try {
    return rowsOf(await readPlainArrow(bytes)).map(runOfRow);
  } catch (cause) {
    throw new UserError(
      {
        where: file,
        given: `no table over runs of this version (${cause instanceof Error ? cause.message : cause})`,
        expected: 'an Arrow table that fragility collect wrote, whole and of the same version',
        remedy: 'Collect the folders of its runs again, or leave it out.',
      },
      { cause },
    );
  }
}

function rowsOf(table: Table): Row[] {
  const names = table.schema.fields.map(({ name }) => name);
  const unknown = names.find((name) => !isKnown(name));
  if (unknown !== undefined) throw new RangeError(`the column ${unknown}`);
  if (!names.includes('run') || table.numRows === 0) throw new RangeError('no run');
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined) throw new RangeError(`two columns ${twice}`);
  const columns = names.map((name) => valuesOf(table.getChild(name)));
  return Array.from({ length: table.numRows }, (_, row) =>
    Object.fromEntries(names.map((name, k) => [name, cellOf(name, columns[k][row])])),
  );
}

/**
 * Tables of the first version have measures in single precision. The shortest decimal that rounds to such a number is the one
 * meant where a threshold of a claim is met: 0.55, not 0.550000011920929.
 */
function valuesOf(column: Column<unknown>): unknown[] {
  const values: unknown[] = Array.from(column.toArray() as Iterable<unknown>);
  const single = column.type.typeId === Type.Float && column.type.precision === Precision.SINGLE;
  return single ? values.map((value) => (typeof value === 'number' ? shortest(value) : value)) : values;
}

function shortest(value: number): number {
  const decimals = [6, 7, 8, 9].map((digits) => Number(value.toPrecision(digits)));
  return decimals.find((decimal) => Math.fround(decimal) === value) ?? value;
}

const plain = new Set([...configKeys, ...Object.keys(ownColumns)]);

function isKnown(name: string): boolean {
  return plain.has(name) || /^(value|claim|measure) ./.test(name);
}

function cellOf(name: string, value: unknown): Cell {
  const wanted = name.startsWith('value ')
    ? 'number'
    : name.startsWith('claim ')
      ? 'boolean'
      : ownColumns[name as keyof typeof ownColumns];
  if (value === null || value === undefined) return null;
  if (wanted === undefined || typeof value === wanted) {
    if (typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
  }
  throw new RangeError(`${typeof value === 'number' ? value : `a ${typeof value}`} in the column ${name}`);
}

function runOfRow(row: Row): TableRun {
  for (const name of ['run', 'bestEpoch', 'bestBac', 'lastBac', 'seconds'])
    if (typeof row[name] !== 'string' && typeof row[name] !== 'number')
      throw new RangeError(`no value in the column ${name}`);
  const config = configOf(row);
  const { retrainedBac = null, twin: _, ...own } = row;
  const cells = Object.fromEntries(Object.entries(own).filter(([name]) => !name.startsWith('claim ')));
  const run: TableRun = {
    name: String(row.run),
    config,
    report: { ...analysisOf(row, config), retrainedBac: retrainedBac as number | null },
    cells: { ...cells, retrainedBac },
  };
  // What judging needs and the row has not, it says here, where the file is known: of either role, a run's and a twin's.
  judgeRun({ ...run, config: { ...config, balance: 'imbalanced' } }, run);
  return run;
}

function configOf(row: Row): TrainingConfig {
  const given = Object.fromEntries(
    configKeys.flatMap((key) => ((row[key] ?? null) === null ? [] : [[key, row[key]]])),
  ) as Partial<TrainingConfig> as TrainingConfig;
  const config = { ...laterFieldsOf(given), ...given };
  checkConfig(config);
  return config;
}

/**
 * What judging needs. The numbers of images and the readings are not in a row: only intervals ask for them, and a table has
 * verdicts by numbers alone (`pass`).
 */
function analysisOf(row: Row, { dataset }: TrainingConfig): Analysis {
  const prefix = 'measure ';
  const cells = Object.entries(row).flatMap(([name, cell]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), cell] as const] : [],
  );
  const C = dataset === 'own' ? widest(cells) : classNames[dataset].length;
  const measures = measuresOfRow(cells, C);
  const H = measures.minimalK.overallByK.length;
  const unknown: number[] = new Array(C).fill(0);
  return { options: resolveMeasureOptions({}, H), H, nTrain: unknown, nTest: unknown, measures };
}

/** Classes of the run with the most: own images are never judged, and what a row has too much is null. */
function widest(cells: readonly (readonly [string, Cell])[]): number {
  return cells.filter(([path]) => /^testRecall\.\d+$/.test(path)).length;
}
