import { UserError } from '../errors';
import { basename, extname, kindBehind, readBytes, writeFileAtomically } from '../machine';
import {
  collectRuns,
  loadMeasuredRun,
  type MeasuredRun,
  measuredRun,
  onceEach,
  type TableRun,
  tableRun,
} from '../paper/collect';
import { paperReport } from '../paper/report';
import { runTableArrow } from '../paper/run-table';
import { runsOfTable } from '../paper/table-runs';
import { loadRun } from '../runs/load-run';
import { RunFolder } from '../runs/run-folder';
import { runFolders } from '../runs/run-folders';
import { tableParquet } from '../table/parquet';
import { subjectOfRun } from './measure-source';
import { say, sayAside } from './output';

/** Options of `fragility collect`, as the shell gives them. */
export interface CollectOptions {
  readonly out: string;
}

/**
 * `fragility collect`: one table of all finished runs in the folders and of the tables (`.arrow`) that it wrote before, as Arrow
 * or Parquet; those not measured yet are measured. The same configuration counts once: a folder's before a table's, else the
 * first.
 */
export async function collect(sources: readonly string[], { out }: CollectOptions): Promise<void> {
  if (!['.arrow', '.parquet'].includes(extname(out))) throw noFormat(out);
  const given: TableRun[][] = [];
  for (const source of sources) given.push(isTable(source) ? await tabled(source) : await inFolders(source));
  const all = given.flat();
  if (all.length === 0) throw none(sources);
  const ofFolders = given.filter((_, k) => !isTable(sources[k])).flat();
  const known = new Set(onceEach([...ofFolders, ...all]));
  const runs = all.filter((run) => known.has(run));
  const columns = collectRuns(runs);
  const names = Object.keys(columns);
  const parquet = () =>
    tableParquet({ columns: names.map((name) => ({ name, values: [...columns[name]] })) });
  await writeFileAtomically(out, extname(out) === '.arrow' ? runTableArrow(columns) : parquet());
  const again = all.length - runs.length;
  const once = again === 0 ? '' : `; ${again} given again count once, a folder's before a table's`;
  say(`${runs.length} runs, ${names.length} columns: ${out}${once}`);
}

/** Whether it is a file: a link to a folder is none. */
function isTable(source: string): boolean {
  return kindBehind(source) === 'file' || extname(source) === '.arrow';
}

async function tabled(file: string): Promise<TableRun[]> {
  if (extname(file) !== '.arrow') throw noTable(file);
  return runsOfTable(await readBytes(file), file);
}

async function inFolders(parent: string): Promise<TableRun[]> {
  const runs: TableRun[] = [];
  for (const folder of runFolders(parent)) {
    const run = await measured(folder);
    if (run) runs.push(tableRun(run));
  }
  return runs;
}

async function measured(folder: string): Promise<MeasuredRun | null> {
  const name = basename(folder);
  const known = await loadMeasuredRun(folder, name);
  if (known || !new RunFolder(folder).extracted()) return known;
  sayAside(`measuring ${name}`);
  const run = await loadRun(folder);
  return measuredRun(run, name, paperReport(run.embeddings, await subjectOfRun(run)));
}

function noFormat(out: string): UserError {
  const expected = 'a name that ends in .arrow or .parquet';
  return new UserError({
    where: '--out',
    given: out,
    expected,
    remedy: 'Write, for example, --out runs.arrow.',
  });
}

function noTable(file: string): UserError {
  return new UserError({
    where: 'fragility collect',
    given: `the file ${file}`,
    expected: 'folders with runs, and tables of runs that end in .arrow',
    remedy: 'Name the folder that the runs are in, or collect a table with --out runs.arrow.',
  });
}

function none(sources: readonly string[]): UserError {
  return new UserError({
    where: 'fragility collect',
    given: `no finished run in ${sources.join(', ')}`,
    expected: 'folders with finished runs, or tables of such',
    remedy: 'fragility runs lists what is there.',
  });
}
