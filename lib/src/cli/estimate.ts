import { startBackend } from '../backend/start';
import { UserError } from '../errors';
import { readText, setVariable, writeFileAtomically } from '../machine';
import type { TrainingConfig } from '../train/config';
import { type PassedImages, passedImages, runBytes, workOf } from '../train/cost';
import { type DataSize, knownSize, sizeOf } from '../train/data-size';
import { measureSpeed, type Speed } from '../train/speed';
import { parseSweep, type Sweep, type SweptRun } from '../train/sweep';
import { loadDataset } from '../train/task';
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
 * `fragility estimate`: says what a sweep file asks for and what it costs here, from images a second measured now; `json`:
 * writes the plan that a workflow follows.
 */
export async function estimate(file: string, { json, plan }: EstimateOptions): Promise<void> {
  const sweep = parseSweep(file, await readText(file));
  const sizes = await sizesOf(sweep.runs);
  const images = sweep.runs.map((run) => passedImages(run.config, sizes(run)));
  const millions = (values: number[]) => (sum(values) / 1e6).toFixed(1);
  say(
    `${file}: ${sweep.runs.length} runs; ${millions(images.map(({ trained }) => trained))} million images to train on, ` +
      `${millions(images.map(({ evaluated }) => evaluated))} million to look at`,
  );
  const { runs, ...each } = sweep;
  if (json !== undefined)
    await writeFileAtomically(
      json,
      `${JSON.stringify({ ...each, runs: runs.map((run) => planned(run, sizes(run))) }, null, 1)}\n`,
    );
  if (!plan) await sayCost(sweep, sizes);
}

/** A run as a workflow needs it: the words of its command without `--runs`, and its cost beside the others. */
function planned({ name, config, images }: SweptRun, size: DataSize) {
  const command = trainingWords(config, 'runs', images);
  return { name, command, epochs: config.epochs, work: workOf(config, size) };
}

/** How many images each run has; those of one's own are counted, each folder once for each way in which it is split. */
async function sizesOf(runs: readonly SweptRun[]): Promise<(run: SweptRun) => DataSize> {
  const counted = new Map<string, DataSize>();
  const keyOf = ({ config, images }: SweptRun) =>
    JSON.stringify([
      images,
      config.imageSize,
      config.imageFit,
      config.testShare,
      config.splitBy,
      config.splitSeed,
    ]);
  for (const run of runs)
    if (run.config.dataset === 'own' && !counted.has(keyOf(run)))
      counted.set(keyOf(run), sizeOf(await loadDataset(run.config, requireImages(run))));
  return (run) => knownSize(run.config) ?? counted.get(keyOf(run))!;
}

function requireImages({ config, images }: SweptRun): string {
  if (images !== undefined) return images;
  const [given, expected] = [`setting ${config.setting} without images`, 'images: where your own are'];
  throw new UserError({ where: 'sweep', given, expected, remedy: 'Add images: FOLDER to that grid.' });
}

async function sayCost({ runs, threads }: Sweep, sizes: (run: SweptRun) => DataSize): Promise<void> {
  const began = performance.now();
  // As many as each run of the sweep will have.
  for (const name of ['TF_NUM_INTRAOP_THREADS', 'OMP_NUM_THREADS']) setVariable(name, String(threads));
  const { description } = await startBackend();
  // Training and measuring are a process each.
  const starting = (2 * (performance.now() - began)) / 1000;
  const speeds = new Map<string, Speed>();
  for (const run of runs)
    if (!speeds.has(kindOf(run.config)))
      speeds.set(kindOf(run.config), await measureSpeed(run.config, sizes(run)));
  for (const [kind, { trained, evaluated }] of speeds)
    say(
      `${kind}: ${trained.toFixed(0)} images/s to train, ${evaluated.toFixed(0)} to look at; ${description}`,
    );
  const seconds = runs.map(
    (run) => starting + secondsOf(passedImages(run.config, sizes(run)), speeds.get(kindOf(run.config))!),
  );
  const gigabytes = sum(runs.map((run) => runBytes(run.config, sizes(run)))) / 1e9;
  const hours = sum(seconds) / 3600;
  const price = description.includes('GPU')
    ? `${hours.toFixed(2)} GPU-hours`
    : `${(hours * threads).toFixed(2)} core-hours`;
  say(`one after another on this machine: ${duration(sum(seconds))}; ${price}; ${gigabytes.toFixed(2)} GB`);
}

function secondsOf(images: PassedImages, { trained, evaluated }: Speed): number {
  return images.trained / trained + images.evaluated / evaluated;
}

/** Runs of a kind take as long for an image. */
function kindOf({ dataset, imageSet, imageSize, depth, loss, batchSize }: TrainingConfig): string {
  const images = dataset === 'own' ? `${imageSet} of ${imageSize} pixels` : dataset;
  return `${images}, ResNet-${depth}, ${loss}, batches of ${batchSize}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
