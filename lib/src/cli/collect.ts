import { UserError } from '../errors';
import { basename, extname, writeFileAtomically } from '../machine';
import { collectRuns, loadMeasuredRun, type MeasuredRun, measuredRun } from '../paper/collect';
import { paperReport } from '../paper/report';
import { runTableArrow } from '../paper/run-table';
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

/** `fragility collect`: one table of all finished runs in the folders, as Arrow or Parquet; those not measured yet are measured. */
export async function collect(folders: readonly string[], { out }: CollectOptions): Promise<void> {
  if (!['.arrow', '.parquet'].includes(extname(out))) throw noFormat(out);
  const runs: MeasuredRun[] = [];
  for (const folder of folders.flatMap(runFolders)) {
    const run = await measured(folder);
    if (run) runs.push(run);
  }
  if (runs.length === 0) throw none(folders);
  const columns = collectRuns(runs);
  const names = Object.keys(columns);
  const parquet = () =>
    tableParquet({ columns: names.map((name) => ({ name, values: [...columns[name]] })) });
  await writeFileAtomically(out, extname(out) === '.arrow' ? runTableArrow(columns) : parquet());
  say(`${runs.length} runs, ${names.length} columns: ${out}`);
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

function none(folders: readonly string[]): UserError {
  return new UserError({
    where: 'fragility collect',
    given: `no finished run in ${folders.join(', ')}`,
    expected: 'folders with finished runs',
    remedy: 'fragility runs lists what is there.',
  });
}
