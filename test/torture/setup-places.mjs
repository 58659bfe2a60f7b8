import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../../scripts/paths.mjs';

/** What set-up reads of a clone before it has installed anything. */
const PARTS = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  '.npmrc',
  'scripts',
  'lib/src',
  'lib/package.json',
];
const NOBODY = 65534;

const oldNode =
  "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } });";
/** Answers as a Python of that version, without venv. */
const PYTHON = '#!/bin/sh\necho 3 12\nexit 1\n';
/** Nothing is reached, and nobody waits for it. */
const NO_NETWORK = {
  HTTPS_PROXY: 'http://127.0.0.1:9',
  npm_config_fetch_retries: '0',
  npm_config_registry: 'https://127.0.0.1:9',
};

/** Places in which a fresh clone cannot be set up, and what has to be said on one line. */
const PLACES = {
  'another user’s clone, and its Python in a closed folder': {
    nobody: true,
    spoil: (clone) => {
      const closed = join(clone, 'closed');
      mkdirSync(join(clone, '.venv', 'bin'), { recursive: true });
      mkdirSync(closed, { mode: 0o700 });
      symlinkSync(join(closed, 'python3'), join(clone, '.venv', 'bin', 'python'));
    },
    says: /^You may not write in .*Clone it to a folder of your own/,
  },
  'an old Node': {
    node: (home) => ['--require', written(join(home, 'old.cjs'), oldNode)],
    says: /^Node 20\.19 or newer is needed, this is 18\.20\.0\./,
  },
  'no Python': { path: {}, says: /^Python 3\.10 or newer with venv and pip is needed\. Debian/ },
  'Python without venv': {
    path: { python3: PYTHON },
    says: /python3 is 3\.12 without venv or pip.*apt-get install/,
  },
  'PYTHON that is not there': { env: { PYTHON: '/no/such' }, says: /^PYTHON=\/no\/such does not start/ },
  'a colon in its path': { name: 'a:clone', says: /has a colon in its path/ },
  'a clone with another’s node_modules': {
    others: 'node_modules',
    nobody: true,
    says: /^You may not write in .*node_modules/,
  },
  'no network': {
    env: NO_NETWORK,
    says: /→ the network could not be reached\. Behind a proxy: HTTPS_PROXY=/,
  },
  'no network, and an npm that is silent': {
    env: { ...NO_NETWORK, npm_config_loglevel: 'silent' },
    says: /→ the network could not be reached/,
  },
  'no network, HOME unset, umask 077': {
    env: { ...NO_NETWORK, HOME: undefined },
    umask: 0o77,
    says: /→ the network could not be reached/,
  },
  'no network, HOME that is not there': {
    env: { ...NO_NETWORK, HOME: '/no/such' },
    says: /→ the network could not be reached/,
  },
  'a folder in the lock’s place': {
    spoil: (clone) => mkdirSync(join(clone, '.cache', 'set-up.lock'), { recursive: true }),
    says: /→ .*(folder|file)/,
  },
  'a file in .cache’s place': {
    spoil: (clone) => writeFileSync(join(clone, '.cache'), ''),
    says: /→ a file lies where a folder should be/,
  },
};

/** One row of all, or of the first few. @param {string} home */
export async function strangePlaces(home, most = Number.POSITIVE_INFINITY) {
  chmodSync(home, 0o755);
  const losses = [];
  const places = Object.entries(PLACES).slice(0, most);
  for (const [what, place] of places) {
    if (place.nobody && process.getuid?.() !== 0) continue;
    const how = wrongIn(home, place);
    if (how) losses.push({ what, how });
  }
  return { what: 'strange places', count: places.length, lost: losses.length, losses };
}

function wrongIn(
  home,
  { name = "a clöne's $HOME", node = () => [], path, env = {}, umask, nobody, others, spoil, says },
) {
  const clone = join(home, name);
  for (const part of PARTS) cpSync(at(part), join(clone, part), { recursive: true });
  spoil?.(clone);
  if (nobody && others) {
    chownSync(clone, NOBODY, NOBODY);
    mkdirSync(join(clone, others));
  }
  const own = {
    ...process.env,
    npm_execpath: undefined,
    npm_lifecycle_event: '',
    ...env,
    ...(path && { PATH: programs(home, path) }),
  };
  const before = umask === undefined ? undefined : process.umask(umask);
  const args = [...node(home), join(clone, 'scripts', 'setup.mjs')];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    ...{ cwd: home, env: own, encoding: 'utf8', timeout: 120_000 },
    ...(nobody && { uid: NOBODY, gid: NOBODY }),
  });
  if (before !== undefined) process.umask(before);
  rmSync(clone, { recursive: true, force: true });
  const lines = stderr.trim().split('\n');
  const sound = status === 1 && !/\n {4}at /.test(stderr) && lines.some((line) => says.test(line));
  return sound ? null : `ends with ${status}: ${stdout.slice(-300)} ${stderr.slice(-500)}`;
}

/** A folder with these programs alone, and a shell. */
function programs(home, scripts) {
  const folder = join(home, 'bin');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  symlinkSync('/bin/sh', join(folder, 'sh'));
  for (const [name, text] of Object.entries(scripts)) chmodSync(written(join(folder, name), text), 0o755);
  return folder;
}

function written(file, text) {
  writeFileSync(file, text);
  return file;
}
