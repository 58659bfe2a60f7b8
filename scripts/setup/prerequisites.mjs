import { spawnSync } from 'node:child_process';
import { atLeast } from './node-version.mjs';
import { here } from './world.mjs';

/** @typedef {import('./world.mjs').World} World */
/** @typedef {{ version: number[] | null, complete: boolean }} Probed */
/** @typedef {Probed & { command: string }} Found */

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

/** How to install `what`, for three systems, on one line. @param {keyof typeof INSTALL} what */
export function howToInstall(what) {
  return Object.entries(INSTALL[what])
    .map(([system, command]) => `${system === 'Debian' ? 'Debian, Ubuntu' : system}: ${command}`)
    .join(' · ');
}

/**
 * Looks for a Python that can make the project's environment: `{command, version}`, one that TensorFlow is built
 * for if there is one; or `{problem}` on one line. `PYTHON` in the environment names the only candidate.
 *
 * @param {World} world
 * @returns {{ command?: string, version?: number[], problem?: string }}
 */
export function findPython(world = here) {
  const seen = /** @type {Usable[]} */ ([]);
  const named = world.env.PYTHON;
  for (const command of named ? [named] : CANDIDATES) {
    const found = { command, ...probe(world, command) };
    if (hasVersion(found)) seen.push(found);
    if (hasVersion(found) && isUsable(found) && atLeast(NEWEST_TENSORFLOW_PYTHON, found.version))
      return found;
  }
  return seen.find(isUsable) ?? { problem: named ? namedProblem(named, seen) : pythonProblem(seen) };
}

/** @typedef {Found & { version: number[] }} Usable */

/** @param {Found} found @returns {found is Usable} */
function hasVersion(found) {
  return found.version !== null;
}

/** @param {Usable} found */
function isUsable({ version, complete }) {
  return complete && atLeast(version, OLDEST_PYTHON);
}

/** @param {string} named @param {Usable[]} seen */
function namedProblem(named, seen) {
  if (seen.length > 0) return pythonProblem(seen);
  return `PYTHON=${named} does not start: let it name a Python ${OLDEST_PYTHON.join('.')} or newer, or unset it`;
}

/** @param {Usable[]} seen */
function pythonProblem(seen) {
  const found = seen.map(({ command, version, complete }) => {
    const lack = complete ? '' : ' without venv or pip';
    return `${command} is ${version.join('.')}${lack}`;
  });
  const needed = `Python ${OLDEST_PYTHON.join('.')} or newer with venv and pip is needed`;
  return `${needed}${found.length ? ` (${found.join(', ')})` : ''}. ${howToInstall('python')}`;
}

/** @param {World} world @param {string} command @returns {Probed} */
function probe({ ask }, command) {
  const { stdout, status } = ask(command, ['-c', PROBE]);
  const version = /^(\d+) (\d+)/.exec(stdout ?? '');
  return { version: version && [Number(version[1]), Number(version[2])], complete: status === 0 };
}

/** The first C++ compiler found, or null. `CXX` in the environment names the only candidate. */
export function findCompiler({ env, ask } = here) {
  const candidates = env.CXX ? [env.CXX] : ['g++', 'c++', 'clang++'];
  return candidates.find((command) => ask(command, ['--version']).status === 0) ?? null;
}

/** The first Chromium or Chrome found, or null. */
export function findChromium() {
  return process.env.CHROMIUM ?? firstOf('chromium', 'chromium-browser', 'google-chrome');
}

/** The first Firefox found, or null. */
export function findFirefox() {
  return process.env.FIREFOX ?? firstOf('firefox', 'firefox-esr');
}

/** Where the first of these commands lies that there is. @param {string[]} commands */
function firstOf(...commands) {
  const which = (/** @type {string} */ command) =>
    spawnSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).stdout.trim();
  return commands.map(which).find(Boolean) ?? null;
}

/** Why nothing can be set up in the clone's folder, on one line, or null. @param {World} world */
export function folderProblem({ at, files } = here) {
  const locked = ['', '.cache', '.jupyter', '.venv', 'node_modules', 'out', 'lib'].find(
    (name) => files.size(at(name)) !== null && !files.mayWrite(at(name)),
  );
  const mend = 'Clone it to a folder of your own, or ask its owner to run this.';
  if (locked !== undefined)
    return `You may not write in ${at(locked)}, and set-up puts everything there. ${mend}`;
  if (!at().includes(':')) return null;
  return `The folder ${at()} has a colon in its path, which Python environments refuse. Move it elsewhere.`;
}
