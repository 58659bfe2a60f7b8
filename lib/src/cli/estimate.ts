import { startBackend } from '../backend/start';
import { readText, writeFileAtomically } from '../machine';
import type { TrainingConfig } from '../train/config';
import { passedImages, runBytes, workOf } from '../train/cost';
import { measureSpeed, type Speed } from '../train/speed';
import { parseSweep, type Sweep, type SweptRun } from '../train/sweep';
import { say } from './output';
import { duration } from './pace';
import { trainingWords } from './training-command';

/** Options of `fragility estimate`, as the shell gives them. */
export interface EstimateOptions {
  readonly json?: string;
  /** Only the plan; nothing is measured. */
  readonly plan?: boolean;
}

/**
 * `fragility estimate`: says what a sweep file asks for and what it costs here, from images a second measured now; `json`: writes the
 * plan that a workflow follows.
 */
export async function estimate(file: string, { json, plan }: EstimateOptions): Promise<void> {
  const sweep = parseSweep(file, await readText(file));
  const images = sweep.runs.map(({ config }) => passedImages(config));
  const millions = (values: number[]) => (sum(values) / 1e6).toFixed(1);
  say(
    `${file}: ${sweep.runs.length} runs; ${millions(images.map(({ trained }) => trained))} million images to train on, ` +
      `${millions(images.map(({ evaluated }) => evaluated))} million to look at`,
  );
  const { runs, ...each } = sweep;
  if (json !== undefined)
    await writeFileAtomically(json, `${JSON.stringify({ ...each, runs: runs.map(planned) }, null, 1)}\n`);
  if (!plan) await sayCost(sweep);
}

/** A run as a workflow needs it: the words of its command without `--runs`, and its cost beside the others. */
function planned({ name, config }: SweptRun) {
  return { name, command: trainingWords(config, 'runs'), epochs: config.epochs, work: workOf(config) };
}

async function sayCost({ runs }: Sweep): Promise<void> {
  const began = performance.now();
  const { description } = await startBackend();
  // Training and measuring are a process each.
  const starting = (2 * (performance.now() - began)) / 1000;
  const speeds = new Map<string, Speed>();
  for (const { config } of runs)
    if (!speeds.has(kindOf(config))) speeds.set(kindOf(config), await measureSpeed(config));
  for (const [kind, { trained, evaluated }] of speeds)
    say(
      `${kind}: ${trained.toFixed(0)} images/s to train, ${evaluated.toFixed(0)} to look at; ${description}`,
    );
  const seconds = runs.map(({ config }) => starting + secondsOf(config, speeds.get(kindOf(config))!));
  const gigabytes = sum(runs.map(({ config }) => runBytes(config))) / 1e9;
  const threads = Number(/(\d+) threads?/.exec(description)?.[1] ?? 1);
  const hours = sum(seconds) / 3600;
  const price = description.includes('GPU')
    ? `${hours.toFixed(2)} GPU-hours`
    : `${(hours * threads).toFixed(2)} core-hours`;
  say(`one after another on this machine: ${duration(sum(seconds))}; ${price}; ${gigabytes.toFixed(2)} GB`);
}

function secondsOf(config: TrainingConfig, { trained, evaluated }: Speed): number {
  const images = passedImages(config);
  return images.trained / trained + images.evaluated / evaluated;
}

/** Runs of a kind take as long for an image. */
function kindOf({ dataset, depth, loss, batchSize }: TrainingConfig): string {
  return `${dataset}, ResNet-${depth}, ${loss}, batches of ${batchSize}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
