import { UserError } from '../errors';
import { type Kind, listOf, number, text, whatIsExpected, whole } from '../options';
import { checkConfig, configKeys, laterFieldsOf, type TrainingConfig, unknownKey } from '../train/config';
import type { EpochRecord } from '../train/fit';
import type { DataFingerprint } from './data-fingerprint';
import type { Environment, Move } from './environment';

// What a run's folder holds as JSON may have been edited, cut or written by something else: each value is looked at before
// anything is made of it.

/** A run's config.json. */
export interface RunConfiguration {
  readonly config: TrainingConfig;
  readonly environment: Environment;
  readonly moves: readonly Move[];
  /** What it is trained on; a run from before there were fingerprints has none. */
  readonly data?: DataFingerprint;
  /** One's own images. */
  readonly own?: OwnImages;
}

/** Where one's own images lay when the run began, and what their classes are called. */
export interface OwnImages {
  readonly path: string;
  readonly classNames: readonly string[];
}

/** A published file as it must be. */
export interface ManifestFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** Where a published run comes from, and its files by name. */
export interface ManifestRun {
  readonly licence: string;
  /** The images it was trained on; none of them is in the run. */
  readonly trainedOn: string;
  /** The command that trains it again. */
  readonly command: string;
  readonly files: Readonly<Record<string, ManifestFile>>;
}

/** Published runs by the name of their folder. */
export type Manifest = Readonly<Record<string, ManifestRun>>;

const CONFIGURATION = {
  expected: 'a run’s configuration',
  remedy: 'Restore it, or remove the folder and train again.',
};
const HISTORY = { expected: 'a run’s history', remedy: 'Restore it, or remove the folder and train again.' };
const MANIFEST = {
  expected: 'the list of the published runs',
  remedy: 'Restore it from the repository (git checkout), or publish the run again.',
};

interface Words {
  readonly expected: string;
  readonly remedy: string;
}

const recall = orNull(number(0, 1));
const RECORD: { readonly [K in keyof EpochRecord]: Kind<EpochRecord[K]> } = {
  epoch: whole(1),
  learningRate: number(0),
  // JSON has no NaN: it wrote null for the loss of a run that diverged.
  loss: orNull(number()) as Kind<number>,
  testRecall: listOf(recall),
  testBac: number(0, 1),
  trainRecall: orNull(listOf(recall)),
  seconds: number(0),
};

const FIELDS = Object.entries(RECORD);

/** config.json's text. Throws UserError that names the file and the value. */
export function parseConfiguration(file: string, json: string): RunConfiguration {
  const stored = objectOf(file, parsed(file, json, CONFIGURATION), CONFIGURATION);
  const given = objectOf(`${file}, config`, stored.config, CONFIGURATION) as unknown as TrainingConfig;
  const config: TrainingConfig = { ...laterFieldsOf(given), ...given };
  try {
    for (const key of Object.keys(config)) if (!configKeys.includes(key)) throw unknownKey(key, configKeys);
    checkConfig(config);
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    const { where, expected } = cause.problem;
    const given = cause.problem.given === 'undefined' ? 'nothing' : cause.problem.given;
    throw new UserError(
      { where: `${file}, ${where}`, given, expected, remedy: CONFIGURATION.remedy },
      { cause },
    );
  }
  const moves = stored.moves ?? [];
  if (!Array.isArray(moves)) throw wrong(`${file}, moves`, moves, 'a list', CONFIGURATION);
  if (stored.data !== undefined) checkFingerprint(`${file}, data`, stored.data);
  if (stored.own !== undefined || config.dataset === 'own') checkOwn(`${file}, own`, stored.own);
  return {
    ...stored,
    config,
    environment: environmentAt(`${file}, environment`, stored.environment),
    moves: moves.map((move, k) => moveAt(`${file}, moves[${k}]`, move)),
  };
}

/** The lines of history.jsonl; a crash may leave half a line at the end, whose epoch is repeated. Throws UserError. */
export function parseHistory(file: string, lines: string): EpochRecord[] {
  const whole = lines
    .slice(0, lines.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean);
  return whole.map((line, k) => {
    const place = `${file}, line ${k + 1}`;
    const record = objectOf(place, parsed(place, line, HISTORY), HISTORY);
    for (const [name, kind] of FIELDS)
      if (!kind.accepts(record[name])) checkAt(`${place}, ${name}`, record[name], kind, HISTORY);
    if (record.epoch !== k + 1) throw wrong(`${place}, epoch`, record.epoch, String(k + 1), HISTORY);
    return record as unknown as EpochRecord;
  });
}

/** A manifest's text. Throws UserError that names the file and the value. */
export function parseManifest(file: string, json: string): Manifest {
  const runs = objectOf(file, parsed(file, json, MANIFEST), MANIFEST);
  for (const [name, value] of Object.entries(runs)) {
    const place = `${file}, ${name}`;
    const run = objectOf(place, value, MANIFEST);
    for (const key of ['licence', 'trainedOn', 'command'])
      checkAt(`${place}, ${key}`, run[key], text, MANIFEST);
    for (const [listed, entry] of Object.entries(objectOf(`${place}, files`, run.files, MANIFEST))) {
      const where = `${place}, ${listed}`;
      if (/[/\\]|^\.*$/.test(listed)) throw wrong(where, listed, 'the name of a file', MANIFEST);
      const { bytes, sha256 } = objectOf(where, entry, MANIFEST);
      checkAt(`${where}, bytes`, bytes, whole(), MANIFEST);
      checkAt(`${where}, sha256`, sha256, SHA256, MANIFEST);
    }
  }
  return runs as unknown as Manifest;
}

const SHA256: Kind<string> = {
  expected: '64 hexadecimal digits',
  accepts: (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
};

function checkFingerprint(where: string, value: unknown): void {
  const data = objectOf(where, value, CONFIGURATION);
  for (const key of ['images', 'index', 'trainLabels', 'testLabels'])
    checkAt(`${where}, ${key}`, data[key], text, CONFIGURATION);
}

function checkOwn(where: string, value: unknown): void {
  const own = objectOf(where, value, CONFIGURATION);
  checkAt(`${where}, path`, own.path, text, CONFIGURATION);
  checkAt(`${where}, classNames`, own.classNames, listOf(text), CONFIGURATION);
}

function environmentAt(where: string, value: unknown): Environment {
  const environment = objectOf(where, value, CONFIGURATION);
  for (const [key, entry] of Object.entries(environment))
    checkAt(`${where}, ${key}`, entry, text, CONFIGURATION);
  return environment as Environment;
}

function moveAt(where: string, value: unknown): Move {
  const { after, environment } = objectOf(where, value, CONFIGURATION);
  checkAt(`${where}, after`, after, whole(), CONFIGURATION);
  return { after: after as number, environment: environmentAt(`${where}, environment`, environment) };
}

function parsed(where: string, json: string, { expected, remedy }: Words): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new UserError({ where, given: 'a file that is not JSON', expected, remedy }, { cause });
  }
}

function objectOf(where: string, value: unknown, words: Words): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw wrong(where, value, words.expected, words);
}

function checkAt(where: string, value: unknown, kind: Kind<unknown>, words: Words): void {
  if (!kind.accepts(value)) throw wrong(where, value, whatIsExpected(kind, value), words);
}

function wrong(where: string, value: unknown, expected: string, { remedy }: Words): UserError {
  const given = (JSON.stringify(value) ?? 'nothing').slice(0, 60);
  return new UserError({ where, given, expected, remedy });
}

function orNull<T>(kind: Kind<T>): Kind<T | null> {
  return { expected: `${kind.expected}, or null`, accepts: (value) => value === null || kind.accepts(value) };
}
