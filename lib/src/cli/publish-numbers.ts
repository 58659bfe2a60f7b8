import { copyFile, join, writeFileAtomically } from '../machine';
import { paperReport } from '../paper/report';
import { REPORT } from '../paper/seeds';
import { percent } from '../plot/kit/words';
import { loadRun } from '../runs/load-run';
import { enterInManifest } from '../runs/manifest';
import { subjectOfRun } from './measure-source';
import { say } from './output';
import { originOf } from './publish';

/**
 * `fragility publish --numbers`: copies a finished run's configuration and history, measures it, and enters the three
 * files in the manifest.
 */
export async function publishNumbers(folder: string, destination: string): Promise<void> {
  const run = await loadRun(folder);
  const report = paperReport(run.embeddings, await subjectOfRun(run));
  for (const name of ['config.json', 'history.jsonl'])
    await copyFile(join(folder, name), join(destination, name));
  await writeFileAtomically(join(destination, REPORT), `${JSON.stringify(report, null, 2)}\n`);
  await enterInManifest(destination, originOf(run.config));
  say(
    `${run.id}, seed ${run.config.seed}: best test BAC ${percent(run.best.testBac, 2)}, numbers in ${destination}`,
  );
}
