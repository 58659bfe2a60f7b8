import type { Normalisation } from '../data/normalisation';
import type { Embeddings } from '../embed/embeddings';
import { type ImportFiles, importEmbeddings } from '../embed/import';
import { type Columns, ROLES, type Role } from '../embed/import/names';
import { UserError } from '../errors';
import { basename, exists, join } from '../machine';
import type { Head } from '../model/head';
import { checkValue, nearestWord, oneOf } from '../options';
import type { Subject } from '../paper/report';
import { settingOf } from '../paper/settings';
import { loadRun, type Run } from '../runs/load-run';
import { retrainedBac } from '../runs/retrained-bac';
import { runFolders } from '../runs/run-folders';
import { type Overrides, paperSetting, resolveConfig } from '../train/config';
import { presetOf } from '../train/preset-of';
import { referenceFolder } from '../train/reference-folder';
import type { ImageOptions } from './measure-image-options';
import { fromOnnx } from './measure-onnx';
import { sourceNamed } from './measure-options';
import { fromWeights } from './measure-weights';
import { sayAside } from './output';

/** What `fragility measure` is told of the network: where it comes from, and what its images or classes are. */
export interface SourceOptions extends ImageOptions {
  readonly weights?: string;
  readonly onnx?: string;
  /** Of an ONNX network: its classification layer. */
  readonly fe?: string;
  readonly run?: string;
  readonly embeddings?: string;
  readonly train?: string;
  readonly test?: string;
  readonly head?: string;
  readonly headKind?: string;
  /** `fe=penultimate,label=class`. */
  readonly columns?: string;
}

/** A network's embeddings and what is known of it. */
export interface Source {
  readonly embeddings: Embeddings;
  readonly subject: Subject;
  /** Position in the data set of each training instance, where it has one. `[n]`. */
  readonly trainIndex?: Int32Array;
  /** What a reader should know of the network and the instances, a sentence or two each. */
  readonly notes?: readonly string[];
  /** Of the images, where the network was run: the name that was given, mean and deviation of red, green, blue. */
  readonly normalisation?: Normalisation & { readonly name: string | null };
  /** How these images were read, and which were taken as the training images. */
  readonly images?: Readonly<Record<string, unknown>>;
}

/**
 * The embeddings that the options ask for. Throws UserError unless they name one source, and only options that have an effect
 * on it.
 */
export async function sourceOf(options: SourceOptions): Promise<Source> {
  const { weights, onnx, run, embeddings, train, test, head } = options;
  switch (sourceNamed(options)) {
    case 'weights':
      return fromWeights(weights!, options);
    case 'onnx':
      return fromOnnx(onnx!, options);
    case 'run':
      return fromRun(run!);
    case 'embeddings':
      return fromFiles({ file: embeddings! }, options);
    case 'train':
      return fromFiles({ train: train!, test: test!, ...(head !== undefined && { head }) }, options);
  }
}

/** A finished run; where it has the whole training set, its classifier is retrained too (some seconds). */
async function fromRun(named: string): Promise<Source> {
  const reference = join(referenceFolder(), named);
  if (!exists(named) && !exists(reference)) throw noRun(named);
  const loaded = await loadRun(exists(named) ? named : reference);
  const { embeddings, trainIndex } = loaded;
  return { embeddings, trainIndex, subject: await subjectOfRun(loaded) };
}

function noRun(named: string): UserError {
  const names = runFolders(referenceFolder()).map((folder) => basename(folder));
  const near = nearestWord(named, names);
  return new UserError({
    where: '--run',
    given: `"${named}", which is no folder`,
    expected: `a run’s folder or one of ${names.join(', ')}${near ? `; perhaps ${near}` : ''}`,
    remedy: 'Correct its name; fragility runs lists all.',
  });
}

/** What is known of a run; its classifier is retrained for it. */
export async function subjectOfRun(run: Run): Promise<Subject> {
  const { balance, epochs } = run.config;
  const preset = presetOf(run.config);
  const setting = paperSetting(run.config.setting);
  return { setting, balance, preset, epochs, retrainedBac: await retrainedBac(run) };
}

/** Embeddings made elsewhere, of any network; of one of the paper's if a setting is named. */
async function fromFiles(files: ImportFiles, options: SourceOptions): Promise<Source> {
  const { headKind, classes } = options;
  const subject = subjectOf(options);
  const classNames =
    classes?.split(',').map((name) => name.trim()) ??
    (subject.setting && settingOf(subject.setting).classNames);
  const embeddings = await importEmbeddings(files, {
    ...(headKind !== undefined && {
      headKind: checkValue(
        'fragility measure',
        '--head-kind',
        headKind as Head['kind'],
        oneOf('linear', 'cosine'),
      ),
    }),
    ...(classNames && { classNames }),
    ...(options.columns !== undefined && { columns: columnsOf(options.columns) }),
    say: sayAside,
  });
  return { embeddings, subject };
}

/** `fe=penultimate,label=class` as what `importEmbeddings` takes. Throws UserError that names the pair it is not. */
function columnsOf(pairs: string): Columns {
  const found = pairs.split(',').map((pair) => {
    const [, role, name] = /^(\w+)=(.+)$/.exec(pair.trim()) ?? [];
    if (name === undefined) throw noPair(pair);
    return [checkValue('--columns', 'the name before =', role as Role, oneOf(...ROLES)), name] as const;
  });
  return Object.fromEntries(found);
}

function noPair(pair: string): UserError {
  return new UserError({
    where: '--columns',
    given: `"${pair}"`,
    expected: `pairs with commas between them, of ${ROLES.join(', ')} and a name in the file`,
    remedy: 'Write, for example, --columns fe=penultimate,label=class.',
  });
}

function subjectOf({ setting, balance }: SourceOptions): Subject {
  if (setting === undefined) return { setting: null, balance: null };
  const config = resolveConfig({ setting, balance } as Overrides);
  return { setting: paperSetting(config.setting), balance: config.balance };
}
