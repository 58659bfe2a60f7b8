import { readText, writeFileAtomically } from '../machine';
import { passedImages, workOf } from '../train/cost';
import { parseSweep, type SweptRun } from '../train/sweep';
import { say } from './output';
import { trainingWords } from './training-command';

/** `fragility estimate`: says what a sweep file asks for and what it costs; `json`: writes the plan that a workflow follows. */
export async function estimate(file: string, { json }: { json?: string }): Promise<void> {
  const { runs, ...each } = parseSweep(file, await readText(file));
  const images = runs.map(({ config }) => passedImages(config));
  const millions = (values: number[]) => (values.reduce((sum, n) => sum + n, 0) / 1e6).toFixed(1);
  say(
    `${file}: ${runs.length} runs; ${millions(images.map(({ trained }) => trained))} million images to train on, ` +
      `${millions(images.map(({ evaluated }) => evaluated))} million to look at`,
  );
  if (json !== undefined)
    await writeFileAtomically(json, `${JSON.stringify({ ...each, runs: runs.map(planned) }, null, 1)}\n`);
}

/** A run as a workflow needs it: the words of its command without `--runs`, and its cost beside the others. */
function planned({ name, config }: SweptRun) {
  return { name, command: trainingWords(config, 'runs'), epochs: config.epochs, work: workOf(config) };
}
