import { parse } from 'yaml';
import { imageSetName } from '../data/own/image-set-name';
import { UserError } from '../errors';
import { resolve } from '../machine';
import { isList, type Kind, text, whatIsExpected, whole } from '../options';
import { type Overrides, resolveConfig, runName, type TrainingConfig } from './config';

/** A run of a sweep: its name is made of its configuration, so that the same configuration is the same run. */
export interface SweptRun {
  readonly name: string;
  readonly config: TrainingConfig;
  /** Path of one's own images. */
  readonly images?: string;
}

/** A sweep as its file asks for it. */
export interface Sweep {
  /** Processor threads of a run; its results depend on their number in the last digits. Default 2. */
  readonly threads: number;
  /** Minutes after which a cluster ends a run, which then goes on. Default 60. */
  readonly minutes: number;
  /** Memory of a run, in MB. Default 4000. */
  readonly memory: number;
  /** In the file's order; a configuration that it asks for twice is there once. */
  readonly runs: readonly SweptRun[];
}

const NUMBERS = { threads: whole(1, 1024), minutes: whole(1, 1e6), memory: whole(100, 1e7) } as const;
const MOST_RUNS = 100_000;
const REMEDY = 'Correct it; sweeps/smoke.yaml is an example.';

/**
 * A sweep file: YAML with `runs`, a list of grids. A grid gives fields of the configuration a value or a list of values,
 * and asks for every combination, the last field varying fastest; `0..9` are the whole numbers from 0 to 9; `images` is where
 * one's own images are, for which the setting is `own.ce` unless it is given. Beside `runs` there may be
 * `threads`, `minutes` and `memory`. Throws UserError that names the file and what is wrong in it.
 */
export function parseSweep(file: string, yaml: string): Sweep {
  const asked = mapping(file, parsed(file, yaml), 'a mapping with a list of runs');
  for (const key of Object.keys(asked))
    if (key !== 'runs' && !Object.hasOwn(NUMBERS, key))
      throw wrong(file, `the key ${key}`, 'runs, threads, minutes, memory');
  if (!isList(asked.runs) || asked.runs.length === 0)
    throw wrong(`${file}, runs`, asked.runs, 'a list of grids');
  const runs = Array.from(asked.runs, (grid, k) => runsOf(`${file}, grid ${k + 1}`, grid)).flat();
  const byName = new Map(runs.map((run) => [run.name, run]));
  for (const { name, images } of runs)
    if (byName.get(name)?.images !== images)
      throw wrong(
        `${file}, images`,
        `${images}, whose name another folder has too`,
        'folders with names of their own',
      );
  const numberOf = (key: keyof typeof NUMBERS, otherwise: number) =>
    checked(`${file}, ${key}`, asked[key] ?? otherwise, NUMBERS[key]);
  return {
    threads: numberOf('threads', 2),
    minutes: numberOf('minutes', 60),
    memory: numberOf('memory', 4000),
    runs: [...byName.values()],
  };
}

function runsOf(where: string, grid: unknown): SweptRun[] {
  const axes = Object.entries(mapping(where, grid, 'fields of the configuration, each with its values'));
  const values = axes.map(([key, given]) => valuesOf(`${where}, ${key}`, given));
  const size = values.reduce((product, { length }) => product * length, 1);
  if (size > MOST_RUNS) throw wrong(where, `${size} runs`, `at most ${MOST_RUNS}`);
  const combinations = values.reduce<unknown[][]>(
    (before, some) => before.flatMap((chosen) => some.map((value) => [...chosen, value])),
    [[]],
  );
  return combinations.map((chosen) => {
    const { images, ...fields } = Object.fromEntries(axes.map(([key], k) => [key, chosen[k]]));
    if (images === undefined) return within(where, () => sweptRun(fields));
    const path = resolve(checked(`${where}, images`, images, text));
    const own = { setting: 'own.ce', imageSet: imageSetName(path), ...fields } as Overrides;
    return { ...within(where, () => sweptRun(own)), images: path };
  });
}

function sweptRun(fields: Overrides): SweptRun {
  const config = resolveConfig(fields);
  return { name: runName(config), config };
}

/** Does `work`, whose complaints are about a part of a file. */
function within<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError({ ...error.problem, where: `${where}, ${error.problem.where}` }, { cause: error });
  }
}

/** `[0, 1]`, `0..1` or one value. */
function valuesOf(where: string, given: unknown): unknown[] {
  const all = (isList(given) ? Array.from(given) : [given]).flatMap(spelledOut);
  if (all.length === 0) throw wrong(where, 'an empty list', 'a value, or a list of some');
  return all;
}

function spelledOut(value: unknown): unknown[] {
  const range = typeof value === 'string' ? /^(\d{1,9})\.\.(\d{1,9})$/.exec(value) : null;
  if (!range) return [value];
  const [from, to] = range.slice(1).map(Number);
  return Array.from({ length: Math.min(Math.max(0, to - from + 1), MOST_RUNS + 1) }, (_, k) => from + k);
}

function parsed(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    const given = String((cause as Error).message).split('\n')[0];
    throw new UserError({ where: file, given, expected: 'YAML', remedy: REMEDY }, { cause });
  }
}

function mapping(where: string, value: unknown, expected: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !isList(value)) return value as Record<string, unknown>;
  throw wrong(where, value, expected);
}

function checked<T>(where: string, value: unknown, kind: Kind<T>): T {
  if (kind.accepts(value)) return value as T;
  throw wrong(where, value, whatIsExpected(kind, value));
}

function wrong(where: string, value: unknown, expected: string): UserError {
  const given = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing').slice(0, 60);
  return new UserError({ where, given, expected, remedy: REMEDY });
}
