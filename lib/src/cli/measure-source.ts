import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ImageSet, loadCifar10, subset } from '../data';
import type { Embeddings } from '../embed/embeddings';
import { embed } from '../embed/extract';
import { UserError } from '../errors';
import { loadCheckpoint } from '../model/checkpoint';
import { headOf } from '../model/head';
import type { Network } from '../model/weights';
import type { Subject } from '../paper/report';
import { type Overrides, resolveConfig, type TrainingConfig } from '../train/config';
import { loadRun, referenceFolder } from '../train/load-run';
import { retrainClassifier } from '../train/retrain';
import { loadDataset, trainingIndices } from '../train/task';

/** Where `fragility measure` gets a network from. */
export interface SourceOptions {
  readonly weights?: string;
  readonly data?: string;
  readonly run?: string;
  readonly setting?: string;
  readonly balance?: string;
}

/** A network's embeddings and what is known of it. */
export interface Source {
  readonly embeddings: Embeddings;
  readonly subject: Subject;
  /** Position in the data set of each training instance, where it has one. `[n]`. */
  readonly trainIndex?: Int32Array;
}

/** The embeddings that the options ask for. Throws UserError unless they name one source. */
export function sourceOf(options: SourceOptions): Promise<Source> {
  const { weights, run } = options;
  if (weights !== undefined && run === undefined) return fromWeights(weights, options);
  if (run !== undefined && weights === undefined) return fromRun(run);
  throw new UserError({
    where: 'fragility measure',
    given: weights === undefined ? 'no network' : '--weights and --run',
    expected: 'either --weights FILE --data FOLDER --setting ID, or --run FOLDER',
    remedy: 'Name one network.',
  });
}

/** A finished run; where it has the whole training set, its classifier is retrained too (some seconds). */
async function fromRun(named: string): Promise<Source> {
  const reference = join(referenceFolder(), named);
  const { config, embeddings, trainIndex, fullTrain } = await loadRun(
    !existsSync(named) && existsSync(reference) ? reference : named,
  );
  const whole = await fullTrain();
  const { setting, balance, preset, epochs } = config;
  const retrained = whole && { retrainedBac: retrainClassifier(whole, embeddings.test).best };
  return { embeddings, trainIndex, subject: { setting, balance, preset, epochs, ...retrained } };
}

/** Weights from anywhere, on the images that the setting's network was trained and tested on. */
async function fromWeights(file: string, { data, setting, balance }: SourceOptions): Promise<Source> {
  if (setting === undefined || data === undefined) {
    const given = setting === undefined ? 'no --setting' : 'no --data';
    const expected = 'the setting (cifar.ce, cifar.focal or cifar.ldam) and the folder of its images';
    throw new UserError({
      where: '--weights',
      given,
      expected,
      remedy: `Add them, for example --setting cifar.ce.`,
    });
  }
  const config = resolveConfig({ setting, balance } as Overrides);
  const network = await loadCheckpoint(file);
  const { train, test, preprocessing } = await datasetIn(data, config);
  checkClasses(file, network, train);
  const trainIndex = trainingIndices(config, train);
  const pass = (images: ImageSet, what: string) =>
    embed(network, images, preprocessing, { onProgress: progress(what) });
  return {
    embeddings: {
      head: headOf(network),
      train: await pass(subset(train, trainIndex), 'training'),
      test: await pass(test, 'test'),
      classNames: train.classNames,
    },
    trainIndex,
    subject: { setting: config.setting, balance: config.balance },
  };
}

function datasetIn(folder: string, config: TrainingConfig) {
  return config.dataset === 'cifar10' ? loadCifar10({ folder }) : loadDataset(config);
}

function checkClasses(file: string, { architecture }: Network, { classNames }: ImageSet): void {
  if (architecture.classes === classNames.length) return;
  throw new UserError({
    where: file,
    given: `a network of ${architecture.classes} classes`,
    expected: `${classNames.length}, as the data have`,
    remedy: 'Choose weights that were trained on these data.',
  });
}

/** Tells every fifth of the way, beside the report: on the error stream. */
function progress(what: string): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    const fifth = Math.floor((5 * done) / total);
    if (fifth > told)
      console.error(`${what} images: ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`);
    told = Math.max(told, fifth);
  };
}
