import { publishRun } from '../train/finish';
import { loadRun } from '../train/load-run';
import { percent } from './training-display';

/** `fragility publish`: checks that the run is whole, copies it and reads the copy once. */
export async function publish(folder: string, destination: string): Promise<void> {
  await loadRun(folder);
  await publishRun(folder, destination);
  const run = await loadRun(destination);
  console.log(`${run.id}: best test BAC ${percent(run.best.testBac)}, now in ${destination}`);
}
