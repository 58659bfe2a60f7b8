import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { at, caches, python, root } from '../paths.mjs';
import { findPython, hasGpu } from './prerequisites.mjs';
import { runLogged, StepError } from './run-logged.mjs';
import { keyOf, readStamp, writeStamp } from './stamp.mjs';

const jupyterStamp = at('.venv', '.jupyter.json');
const tensorflowStamp = at('.venv', '.tensorflow.json');
const pipEnv = { PIP_CACHE_DIR: caches.pip, PIP_DISABLE_PIP_VERSION_CHECK: '1', PYTHONNOUSERSITE: '1' };

/** The project's own Python environment with JupyterLab, nbclient and Plotly's renderer. */
export const jupyterPackages = {
  name: 'Python environment',
  isDone: () => existsSync(python) && readStamp(jupyterStamp, jupyterKey()) !== null,
  async run(say) {
    const { command, problem } = findPython();
    if (problem) throw new StepError(problem);
    rmSync(at('.venv'), { recursive: true, force: true });
    await runLogged('python-venv', command, ['-m', 'venv', at('.venv')], { env: pipEnv, onLine: say });
    await pip('jupyter', ['-r', requirements('jupyter')], say);
    writeStamp(jupyterStamp, jupyterKey());
  },
};

/** TensorFlow's libraries and headers from PyPI, for the native backend; what has none to offer is noted, not fatal. */
export const tensorflow = {
  name: 'TensorFlow',
  isDone: () => readStamp(tensorflowStamp, tensorflowKey()) !== null,
  async run(say) {
    if (process.platform !== 'linux') return giveUp('the native backend is for Linux');
    try {
      // Only TensorFlow's C library is used: its Python dependencies stay away, but for the GPU's libraries.
      const dependencies = flavour() === 'gpu' ? [] : ['--no-deps'];
      await pip('tensorflow', [...dependencies, '-r', requirements(`tensorflow-${flavour()}`)], say);
    } catch (error) {
      if (/No matching distribution/.test(error.output))
        return giveUp('PyPI has none for this Python or processor');
      return 'could not be installed (see .cache/logs/tensorflow.log); the next set-up tries again';
    }
    writeStamp(tensorflowStamp, tensorflowKey(), { installed: true });
    return null;
  },
};

/** Where the wheel put TensorFlow and its version, or null where there is none. */
export function installedTensorflow() {
  if (!readStamp(tensorflowStamp, tensorflowKey())?.installed) return null;
  const query =
    'import sysconfig, importlib.metadata as m; print(sysconfig.get_path("platlib"));' +
    'print(next(d.version for d in m.distributions() if d.name.replace("_", "-") in ("tensorflow", "tensorflow-cpu")))';
  const [folder, version] = spawnSync(python, ['-c', query], { encoding: 'utf8' }).stdout.trim().split('\n');
  return { folder: `${folder}/tensorflow`, version };
}

function giveUp(reason) {
  writeStamp(tensorflowStamp, tensorflowKey(), { installed: false, reason });
  return reason;
}

async function pip(log, args, say) {
  const command = ['-m', 'pip', 'install', '--no-input', '--progress-bar', 'off', ...args];
  await runLogged(log, python, command, { env: pipEnv, onLine: say });
}

function flavour() {
  if (hasGpu()) return 'gpu';
  return process.arch === 'x64' ? 'cpu' : 'any';
}

function requirements(name) {
  return at('scripts', 'requirements', `${name}.txt`);
}

// Scripts in a Python environment name its folder: a clone that was moved needs a new one.
function jupyterKey() {
  return keyOf(root, readFileSync(requirements('jupyter'), 'utf8'));
}

function tensorflowKey() {
  return keyOf(jupyterKey(), readFileSync(requirements(`tensorflow-${flavour()}`), 'utf8'));
}
