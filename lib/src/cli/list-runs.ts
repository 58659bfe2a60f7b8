import { UserError } from '../errors';
import { basename, dirname, isTooManyOpen } from '../machine';
import { percent } from '../plot/kit/words';
import { runFolders } from '../runs/run-folders';
import { runHolder } from '../runs/run-lock';
import { RunRecord } from '../runs/run-record';
import { visible } from '../table/escape';
import { modelName, runName, type TrainingConfig } from '../train/config';
import { presetOf } from '../train/preset-of';
import { referenceFolder } from '../train/reference-folder';
import { say } from './output';
import { trainingCommand } from './training-command';

/** Runs that are looked at together: a thousand shall not take the time of a thousand waits for the disk. */
const AT_ONCE = 32;

/** `fragility runs`: one line for each run, those of the project and one’s own; of an unfinished one how to go on. */
export async function listRuns(runs: string): Promise<void> {
  const folders = [referenceFolder(), runs].flatMap(runFolders);
  if (folders.length === 0) say('no runs yet: fragility train makes one');
  for (let from = 0; from < folders.length; from += AT_ONCE)
    for (const line of await Promise.all(folders.slice(from, from + AT_ONCE).map(describe))) say(line);
}

/** A damaged run says what is wrong with it, and the others are listed all the same. */
async function describe(folder: string): Promise<string> {
  try {
    return await lineOf(folder);
  } catch (error) {
    if (isTooManyOpen(error)) throw error; // the runs behind it would be called unreadable, too
    const reason = error instanceof UserError ? error.message : 'its files do not hold what a run has';
    return `${visible(folder)}  cannot be read: ${reason}`;
  }
}

async function lineOf(folder: string): Promise<string> {
  const run = new RunRecord(folder);
  const { config, own } = await run.configuration();
  const history = await run.history();
  const bac = Math.max(0, ...history.map(({ testBac }) => testBac));
  const finished = run.finished() && run.extracted();
  const state = finished ? 'finished' : `epoch ${history.length} of ${config.epochs}`;
  const line = `${visible(folder)}  ${modelName(config)} ${config.balance} ${presetOf(config)}, seed ${config.seed}: ${state}, best test BAC ${percent(bac, 2)}`;
  return finished ? line : `${line}\n    ${unfinished(config, folder, own?.path)}`;
}

function unfinished(config: TrainingConfig, folder: string, images?: string): string {
  const holder = runHolder(folder);
  if (holder) return `process ${holder.pid} trains it since ${holder.since}`;
  // A folder of another name was made through the library, which alone finds it again.
  if (runName(config) !== basename(folder)) return 'go on with trainRun(…) and this folder';
  return `go on with: ${trainingCommand(config, dirname(folder), images)}`;
}
