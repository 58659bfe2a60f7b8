import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { failure } from './run-logged.mjs';
import { worldAt } from './world.mjs';

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

const TFJS = 'node_modules/@tensorflow/tfjs-node-gpu';
const PACKAGES = '.venv/lib/python3.12/site-packages';

/** What the programs of set-up write, one file after another, by the name of their log. */
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
  'native-stderr': (args) => [args.at(-1)],
  'native-backend': (args) => [args.at(-1)],
  'native-convolution': (args) => [args.at(-1)],
  library: (args) => [join(args.at(-1), 'index.js'), join(args.at(-1), 'data', 'index.js')],
};
export const PROGRAMS = Object.keys(WRITES);

/** Thrown where a test kills set-up; from then on nothing changes a file any more. */
export class Killed extends Error {}

/** What changes a clone, by the names that a gate is told. */
export const CHANGES = ['write', 'makeFolder', 'rename', 'remove', 'program'];

/** Makes the clone anew. */
export function makeClone(folder) {
  rmSync(folder, { recursive: true, force: true });
  for (const [file, text] of Object.entries(CLONE)) put(join(folder, file), text);
}

/**
 * A world in which set-up's programs only write files. `gate(name)` is called before every access of the file system and
 * before every file that a program writes, and may throw; `failing` gives the output of programs that fail.
 */
export function imaginedWorld(folder, { gate = (_name, _path) => {}, failing = {}, ...rest } = {}) {
  const { files, ...real } = worldAt(folder);
  const started = [];
  const accesses = /** @type {[string, (...args: any[]) => unknown][]} */ (Object.entries(files));
  const gated = accesses.map(([name, access]) => [
    name,
    (...args) => {
      gate(name, args[0]);
      return access(...args);
    },
  ]);
  const run = async (log, _program, args) => {
    started.push(log);
    await turn();
    if (failing[log]) throw failure(failing[log], `.cache/logs/${log}.log`);
    if (log === 'npm') rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
    for (const written of WRITES[log](args)) {
      const [file, text] = [written, 'text'].flat();
      gate('program', file);
      put(file.startsWith('/') ? file : join(folder, file), text);
      await turn();
    }
    return '';
  };
  const ask = (program, args) => {
    started.push(program);
    return { status: 0, signal: null, stdout: args[0] === '-c' ? '3 12' : '', stderr: '' };
  };
  const ours = { platform: 'linux', arch: 'x64', env: {}, hasGpu: () => false, say: () => {} };
  return { ...real, ...ours, files: Object.fromEntries(gated), run, ask, started, ...rest };
}

/** All files of the clone but logs and locks, with what is in them. */
export function contents(folder) {
  const all = worldAt(folder).files.below(folder);
  const kept = all.map((file) => relative(folder, file)).filter((file) => !file.startsWith('.cache/'));
  return Object.fromEntries(kept.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** Ends everything at the change number `at`: what would come after it does not happen. */
export function killer(at) {
  let seen = 0;
  return (name) => {
    if (CHANGES.includes(name) && seen++ >= at) throw new Killed();
  };
}

/** Answers the access number `at` with an error of the system. */
export function breaker(at, code) {
  let seen = 0;
  return (name, path) => {
    if (seen++ === at) throw Object.assign(new Error(`${code}: ${name} ${path}`), { code });
  };
}

function put(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
