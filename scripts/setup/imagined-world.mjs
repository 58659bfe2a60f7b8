import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { failure } from './run-logged.mjs';
import { worldAt } from './world.mjs';

/** @import { World } from './world.mjs' */
/** @typedef {(name: string, path: string) => void} Gate */

/** A clone as git makes it, as far as set-up looks at it. */
const CLONE = {
  'package-lock.json': JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } }),
  'tsconfig.json': '{}',
  'lib/tsconfig.json': '{}',
  'lib/src/index.ts': 'export const a = 1;',
  'lib/native/stderr.c': 'c',
  'lib/native/convolution.cc': 'cc',
  'lib/native/batch_norm.cc': 'cc',
  'lib/native/batch_norm.h': 'h',
  'lib/native/share.h': 'h',
  'lib/native/winograd/tile.h': 'h',
  'scripts/requirements/jupyter.txt': 'jupyterlab==4.6.6',
  'scripts/requirements/tensorflow-cpu.txt': 'tensorflow-cpu==2.21.0',
};

/** Of a processor for which everything is compiled, whatever this one is. */
const PROCESSOR = 'flags\t\t: avx2 avx512f\n';

const TFJS = 'node_modules/@tensorflow/tfjs-node-gpu';
const PACKAGES = '.venv/lib/python3.12/site-packages';

/**
 * What the programs of set-up write, one file after another, with its text where that matters, by the name of their log.
 *
 * @type {Record<string, (args: string[]) => (string | [file: string, text: string])[]>}
 */
const WRITES = {
  npm: () => [
    'node_modules/a/package.json',
    'node_modules/typescript/package.json',
    `${TFJS}/binding/tfjs_backend.cc`,
    [`${TFJS}/package.json`, '{"version":"4.22.0"}'],
    ['node_modules/.package-lock.json', CLONE['package-lock.json']],
  ],
  'python-venv': () => ['.venv/bin/python', `${PACKAGES}/pip-26.dist-info/RECORD`],
  jupyter: () => [`${PACKAGES}/jupyterlab/main.py`, `${PACKAGES}/jupyterlab-4.6.6.dist-info/RECORD`],
  tensorflow: () => [
    `${PACKAGES}/tensorflow/include/c_api.h`,
    `${PACKAGES}/tensorflow_cpu-2.21.0.dist-info/RECORD`,
  ],
  'native-stderr': (args) => [last(args)],
  'native-backend': (args) => [last(args)],
  'native-convolution': (args) => [last(args)],
  'native-convolution-avx512': (args) => [last(args)],
  library: (args) => [join(last(args), 'index.js'), join(last(args), 'data', 'index.js')],
};
export const PROGRAMS = Object.keys(WRITES);

/** Thrown where a test kills set-up; from then on nothing changes a file any more. */
export class Killed extends Error {}

/** What changes a clone, by the names that a gate is told. */
export const CHANGES = ['write', 'makeFolder', 'rename', 'remove', 'program'];

/** Makes the clone anew. @param {string} folder */
export function makeClone(folder) {
  rmSync(folder, { recursive: true, force: true });
  for (const [file, text] of Object.entries(CLONE)) put(join(folder, file), text);
}

/**
 * A world in which set-up's programs only write files. `gate(name)` is called before every access of the file system and
 * before every file that a program writes, and may throw; `failing` gives the output of programs that fail.
 *
 * @param {string} folder
 * @param {Partial<World> & { gate?: Gate, failing?: Record<string, string> }} [given]
 * @returns {World & { started: string[] }}
 */
export function imaginedWorld(folder, { gate = () => {}, failing = {}, ...rest } = {}) {
  const { files, ...real } = worldAt(folder);
  /** @type {string[]} */
  const started = [];
  /** @type {[string, (...args: never[]) => unknown][]} */
  const accesses = Object.entries(files);
  const gated = accesses.map(([name, access]) => [
    name,
    (/** @type {never[]} */ ...args) => {
      gate(name, args[0]);
      return name === 'read' && `${args[0]}` === '/proc/cpuinfo' ? PROCESSOR : access(...args);
    },
  ]);
  /** @type {World['run']} */
  const run = async (log, _program, args) => {
    started.push(log);
    await turn();
    if (failing[log]) throw failure(failing[log], `.cache/logs/${log}.log`);
    if (log === 'npm') rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
    for (const written of WRITES[log](args)) {
      const [file, text] = typeof written === 'string' ? [written, 'text'] : written;
      gate('program', file);
      put(file.startsWith('/') ? file : join(folder, file), text);
      await turn();
    }
    return '';
  };
  const ask = (/** @type {string} */ program, /** @type {string[]} */ args) => {
    started.push(program);
    return { status: 0, signal: null, stdout: args[0] === '-c' ? '3 12' : '', stderr: '' };
  };
  const computer = /** @type {const} */ ({ platform: 'linux', arch: 'x64' });
  const ours = { ...computer, env: {}, hasGpu: () => false, say: () => {} };
  return { ...real, ...ours, files: Object.fromEntries(gated), run, ask, started, ...rest };
}

/** All files of the clone but logs and locks, with what is in them. @param {string} folder */
export function contents(folder) {
  const all = worldAt(folder).files.below(folder);
  const kept = all.map((file) => relative(folder, file)).filter((file) => !file.startsWith('.cache/'));
  return Object.fromEntries(kept.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** Ends everything at the change number `at`: what would come after it does not happen. @param {number} at @returns {Gate} */
export function killer(at) {
  let seen = 0;
  return (name) => {
    if (CHANGES.includes(name) && seen++ >= at) throw new Killed();
  };
}

/** Answers the access number `at` with an error of the system. @param {number} at @param {string} code @returns {Gate} */
export function breaker(at, code) {
  let seen = 0;
  return (name, path) => {
    if (seen++ === at) throw Object.assign(new Error(`${code}: ${name} ${path}`), { code });
  };
}

/** @param {string[]} args */
function last(args) {
  return args[args.length - 1];
}

/** @param {string} file @param {string} text */
function put(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
