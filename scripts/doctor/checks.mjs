import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { at, root } from '../paths.mjs';
import { jupyterSettings } from '../setup/jupyter-settings.mjs';
import { library } from '../setup/library.mjs';
import { nodeProblem } from '../setup/node-version.mjs';
import { npmPackages } from '../setup/npm-packages.mjs';
import {
  findChromium,
  findCompiler,
  findPython,
  folderProblem,
  howToInstall,
} from '../setup/prerequisites.mjs';
import { installedTensorflow, jupyterPackages } from '../setup/python-packages.mjs';
import { here } from '../setup/world.mjs';

const SET_UP = 'npm start';
/** Missing, but nothing that the notebooks need depends on it. */
const OPTIONAL = /** @type {const} */ ('optional');

/** Milliseconds that the library may take to start, which takes it some seconds. */
const LONGEST = 120_000;

/** @typedef {{ name: string, state: 'ok' | 'missing' | 'optional', found: string, remedy: string }} Check */

/** Everything that can be there or missing, in plain words, one after the other: some take seconds. @returns {Generator<Check>} */
export function* checks() {
  yield node();
  yield folder();
  yield step('npm packages', npmPackages);
  yield pythonCheck();
  yield step('Python environment', jupyterPackages);
  yield compiler();
  yield tensorflowCheck();
  yield step('library', library);
  yield backend();
  yield step('notebook kernel', jupyterSettings);
  yield* imageSets();
  yield referenceRuns();
  yield chromium();
}

function node() {
  const problem = nodeProblem();
  return { name: 'Node', ...(problem ? missing('too old', problem) : ok(process.versions.node)) };
}

function folder() {
  const problem = folderProblem();
  return { name: 'folder', ...(problem ? missing('unfit', problem) : ok(root)) };
}

/** A step of the set-up; one that cannot even be looked at, for want of an earlier one, counts as missing. @param {string} name @param {{ isDone: () => boolean }} step */
function step(name, { isDone }) {
  let done = false;
  try {
    done = isDone();
  } catch {}
  return { name, ...(done ? ok('ready') : missing('not set up, or out of date', SET_UP)) };
}

function pythonCheck() {
  const { command, version, problem } = findPython();
  return {
    name: 'Python',
    ...(version ? ok(`${version.join('.')} (${command})`) : missing('none fit', problem ?? '')),
  };
}

function compiler() {
  const found = findCompiler();
  const without = { state: OPTIONAL, found: 'none: the backend will be the slower WebAssembly' };
  return { name: 'C++ compiler', ...(found ? ok(found) : { ...without, remedy: howToInstall('compiler') }) };
}

function tensorflowCheck() {
  const gpu = here.hasGpu() ? 'an NVIDIA GPU is there' : 'no NVIDIA GPU';
  const found = installedTensorflow();
  const without = { state: OPTIONAL, found: `not installed (${gpu})`, remedy: SET_UP };
  return { name: 'TensorFlow', ...(found ? ok(`${found.version} (${gpu})`) : without) };
}

/** What computes, in the library's own words. */
function backend() {
  const { description, fallbackReason } = ask('const b = await lib.train.startBackend(); answer(b)') ?? {};
  if (!description) return { name: 'backend', ...missing('the library does not start', SET_UP) };
  if (!fallbackReason) return { name: 'backend', ...ok(description) };
  return { name: 'backend', state: OPTIONAL, found: `${description}: ${fallbackReason}`, remedy: SET_UP };
}

/** The paper's three; the notebooks read none of them. */
function imageSets() {
  const found = ask(
    'answer({ cifar10: lib.data.findCifar10(), svhn: lib.data.findSvhn(), celeba: lib.data.findCeleba() })',
  );
  const imageSet = (
    /** @type {string} */ name,
    /** @type {string | null} */ folder,
    /** @type {string} */ remedy,
  ) => {
    const without = { state: OPTIONAL, found: 'not here; the notebooks do without it', remedy };
    return { name, ...(folder ? ok(folder) : without) };
  };
  const layout = 'train.bin and test.bin: environment.md, Image sets';
  return [
    imageSet('CIFAR-10', found?.cifar10, 'npx fragility download (170 MB), or FRAGILITY_CIFAR10=FOLDER'),
    imageSet('SVHN', found?.svhn, 'npx fragility download svhn (246 MB), or FRAGILITY_SVHN=FOLDER'),
    imageSet('CelebA', found?.celeba, `FRAGILITY_CELEBA=FOLDER with ${layout}`),
  ];
}

function referenceRuns() {
  const folder = process.env.FRAGILITY_REFERENCE ?? at('data', 'reference');
  const isRun = (/** @type {string} */ name) => existsSync(join(folder, name, 'config.json'));
  const runs = existsSync(folder) ? readdirSync(folder).filter(isRun) : [];
  const remedy = 'git checkout -- data/reference';
  return {
    name: 'reference runs',
    ...(runs.length ? ok(runs.join(', ')) : missing(`none in ${folder}`, remedy)),
  };
}

function chromium() {
  const found = findChromium();
  const without = { state: OPTIONAL, found: 'none: the browser tests are skipped' };
  return { name: 'Chromium', ...(found ? ok(found) : { ...without, remedy: howToInstall('chromium') }) };
}

/** Runs a line with the library as `lib` in a process of its own and returns what it gives to `answer`, or null. @param {string} line */
function ask(line) {
  const code = `(async () => { const lib = require('cnn-fragility');
    const answer = (value) => process.stdout.write('\\n' + JSON.stringify(value)); ${line} })()`;
  const options = /** @type {const} */ ({ cwd: root, encoding: 'utf8', timeout: LONGEST });
  const { status, stdout } = spawnSync(process.execPath, ['-e', code], options);
  return status === 0 ? JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null') : null;
}

/** @param {string} found */
function ok(found) {
  return { state: /** @type {const} */ ('ok'), found, remedy: '' };
}

/** @param {string} found @param {string} remedy */
function missing(found, remedy) {
  return { state: /** @type {const} */ ('missing'), found, remedy };
}
