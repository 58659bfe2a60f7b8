import { join, relative } from 'node:path';
import { cureOf } from './cures.mjs';
import { findPython } from './prerequisites.mjs';
import { StepError } from './run-logged.mjs';
import { keyOf, readStamp, writeStamp } from './stamp.mjs';
import { here } from './world.mjs';

/** @typedef {import('./world.mjs').World} World */
/** @typedef {(text: string) => void} Say */

/** The project's own Python environment with JupyterLab, nbclient and Plotly's renderer. */
export const jupyterPackages = {
  name: 'Python environment',
  isDone: (/** @type {World} */ world = here) =>
    world.files.size(pythonIn(world)) !== null &&
    readStamp(jupyterStamp(world), jupyterKey(world), world) !== null,
  /** @param {Say} say @param {World} world */
  async run(say, world = here) {
    const { command, problem } = findPython(world);
    if (!command) throw new StepError(problem ?? 'no Python');
    const venv = world.at('.venv');
    world.files.remove(venv);
    await world.run('python-venv', command, ['-m', 'venv', venv], { env: pipEnv(world), onLine: say });
    await pip(world, 'jupyter', 'jupyter', [], say);
    writeStamp(jupyterStamp(world), jupyterKey(world), {}, recordsIn(world), world);
    return null;
  },
};

/** TensorFlow's libraries and headers from PyPI, for the native backend; what has none to offer is noted, not fatal. */
export const tensorflow = {
  name: 'TensorFlow',
  isDone: (/** @type {World} */ world = here) =>
    readStamp(tensorflowStamp(world), tensorflowKey(world), world) !== null,
  /** @param {Say} say @param {World} world */
  async run(say, world = here) {
    const giveUp = (/** @type {string} */ reason) => {
      writeStamp(tensorflowStamp(world), tensorflowKey(world), { installed: false, reason }, [], world);
      return reason;
    };
    if (world.platform !== 'linux') return giveUp('the native backend is for Linux');
    try {
      // Only TensorFlow's C library is used: its Python dependencies stay away, but for the GPU's libraries.
      const dependencies = world.hasGpu() ? [] : ['--no-deps'];
      await pip(world, 'tensorflow', `tensorflow-${flavour(world)}`, dependencies, say);
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      if (/No matching distribution/.test(error.output))
        return giveUp('PyPI has none for this Python or processor');
      const cure = cureOf(error.output) ?? 'see .cache/logs/tensorflow.log';
      return `could not be installed (${cure}); the next set-up tries again`;
    }
    writeStamp(tensorflowStamp(world), tensorflowKey(world), { installed: true }, ownRecords(world), world);
    return null;
  },
};

/**
 * Where the wheel put TensorFlow and its version, or null where there is none.
 *
 * @returns {{ folder: string, version: string } | null}
 */
export function installedTensorflow(world = here) {
  if (!readStamp(tensorflowStamp(world), tensorflowKey(world), world)?.installed) return null;
  const record = recordsIn(world).find((file) => /\/tensorflow(_cpu)?-[^/]+\.dist-info\//.test(file));
  const [, packages, version] = /^(.*)\/tensorflow(?:_cpu)?-([^/]+)\.dist-info\//.exec(record ?? '') ?? [];
  return packages && version ? { folder: join(packages, 'tensorflow'), version } : null;
}

/** @param {World} world @param {string} log @param {string} requirements @param {string[]} options @param {Say} say */
async function pip(world, log, requirements, options, say) {
  const quiet = ['--no-input', '--progress-bar', 'off', '--require-hashes', ...options];
  const command = ['-m', 'pip', 'install', ...quiet, '-r', requirementsFile(world, requirements)];
  await world.run(log, pythonIn(world), command, { env: pipEnv(world), onLine: say });
}

/** @param {World} world */
function pipEnv({ caches }) {
  return { PIP_CACHE_DIR: caches.pip, PIP_DISABLE_PIP_VERSION_CHECK: '1', PYTHONNOUSERSITE: '1' };
}

/** What pip writes last of each package that it installs. @param {World} world */
function recordsIn({ at, files }) {
  return files.recordsOf(at('.venv', 'lib'));
}

/** Those of TensorFlow: what the environment has beyond Jupyter's. @param {World} world */
function ownRecords(world) {
  const jupyters = readStamp(jupyterStamp(world), jupyterKey(world), world)?.files ?? {};
  return recordsIn(world).filter((file) => !(relative(world.at('.venv'), file) in jupyters));
}

/** @param {World} world */
function flavour({ arch, hasGpu }) {
  if (hasGpu()) return 'gpu';
  return arch === 'x64' ? 'cpu' : 'any';
}

/** @param {World} world */
function pythonIn({ at }) {
  return at('.venv', 'bin', 'python');
}

/** @param {World} world @param {string} name */
function requirementsFile({ at }, name) {
  return at('scripts', 'requirements', `${name}.txt`);
}

/** @param {World} world */
function jupyterStamp({ at }) {
  return at('.venv', '.jupyter.json');
}

/** @param {World} world */
function tensorflowStamp({ at }) {
  return at('.venv', '.tensorflow.json');
}

// Scripts in a Python environment name its folder: a clone that was moved needs a new one.
/** @param {World} world */
function jupyterKey(world) {
  return keyOf(world.at(), world.files.read(requirementsFile(world, 'jupyter')));
}

/** @param {World} world */
function tensorflowKey(world) {
  const requirements = requirementsFile(world, `tensorflow-${flavour(world)}`);
  return keyOf(jupyterKey(world), world.files.read(requirements));
}
