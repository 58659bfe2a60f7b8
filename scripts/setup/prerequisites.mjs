import { spawnSync } from 'node:child_process';

/** The oldest Node that can `require` an ES module, which Arquero is. */
export const OLDEST_NODE = [20, 19];
/** The oldest Python that Jupyter's and TensorFlow's releases support. */
export const OLDEST_PYTHON = [3, 10];
/** The newest Python that TensorFlow 2.21 is built for; a newer one works, without TensorFlow. */
const NEWEST_TENSORFLOW_PYTHON = [3, 13];

const CANDIDATES = [
  'python3',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'python3.14',
  'python',
];
const PROBE = 'import sys; print(*sys.version_info[:2]); import venv, ensurepip';

const INSTALL = {
  node: {
    Debian: 'sudo apt-get install nodejs npm (or https://nodejs.org)',
    Fedora: 'sudo dnf install nodejs npm',
    macOS: 'brew install node',
  },
  python: {
    Debian: 'sudo apt-get install python3 python3-venv python3-pip',
    Fedora: 'sudo dnf install python3 python3-pip',
    macOS: 'brew install python@3.13',
  },
  compiler: {
    Debian: 'sudo apt-get install g++',
    Fedora: 'sudo dnf install gcc-c++',
    macOS: 'xcode-select --install',
  },
  chromium: {
    Debian: 'sudo apt-get install chromium',
    Fedora: 'sudo dnf install chromium',
    macOS: 'brew install --cask chromium',
  },
};

/** How to install `what` ('node', 'python', 'compiler', 'chromium'), for three systems, on one line. */
export function howToInstall(what) {
  return Object.entries(INSTALL[what])
    .map(([system, command]) => `${system === 'Debian' ? 'Debian, Ubuntu' : system}: ${command}`)
    .join(' · ');
}

/** True if version `a` is at least `b`, both `[major, minor]`. */
export function atLeast(a, b) {
  return a[0] > b[0] || (a[0] === b[0] && a[1] >= b[1]);
}

/** What is wrong with this Node, on one line, or null. */
export function nodeProblem(version = process.versions.node) {
  if (atLeast(version.split('.').map(Number), OLDEST_NODE)) return null;
  return `Node ${OLDEST_NODE.join('.')} or newer is needed, this is ${version}. ${howToInstall('node')}`;
}

/**
 * Looks for a Python that can make the project's environment: `{command, version}`, one that TensorFlow is built
 * for if there is one; or `{problem}` on one line. `PYTHON` in the environment names the only candidate.
 */
export function findPython(probe = probePython) {
  const seen = [];
  for (const command of process.env.PYTHON ? [process.env.PYTHON] : CANDIDATES) {
    const found = { command, ...probe(command) };
    if (found.version) seen.push(found);
    if (isUsable(found) && atLeast(NEWEST_TENSORFLOW_PYTHON, found.version)) return found;
  }
  return seen.find(isUsable) ?? { problem: pythonProblem(seen) };
}

function isUsable({ version, complete }) {
  return version !== null && complete && atLeast(version, OLDEST_PYTHON);
}

function pythonProblem(seen) {
  const found = seen.map(({ command, version, complete }) => {
    const lack = complete ? '' : ' without venv or pip';
    return `${command} is ${version.join('.')}${lack}`;
  });
  const needed = `Python ${OLDEST_PYTHON.join('.')} or newer with venv and pip is needed`;
  return `${needed}${found.length ? ` (${found.join(', ')})` : ''}. ${howToInstall('python')}`;
}

function probePython(command) {
  const { stdout, status } = spawnSync(command, ['-c', PROBE], { encoding: 'utf8' });
  const version = /^(\d+) (\d+)/.exec(stdout ?? '');
  return { version: version && [Number(version[1]), Number(version[2])], complete: status === 0 };
}

/** The first C++ compiler found, or null. `CXX` in the environment names the only candidate. */
export function findCompiler() {
  const candidates = process.env.CXX ? [process.env.CXX] : ['g++', 'c++', 'clang++'];
  return candidates.find((command) => spawnSync(command, ['--version']).status === 0) ?? null;
}

/** The first Chromium or Chrome found, or null. */
export function findChromium() {
  const candidates = ['chromium', 'chromium-browser', 'google-chrome'];
  const which = (command) =>
    spawnSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).stdout.trim();
  return process.env.CHROMIUM ?? candidates.map(which).find(Boolean) ?? null;
}

/** True where NVIDIA's driver names a GPU. */
export function hasGpu() {
  return /GPU \d/.test(spawnSync('nvidia-smi', ['-L'], { encoding: 'utf8' }).stdout ?? '');
}
