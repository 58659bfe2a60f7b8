/**
 * `node scripts/requirements/lock.mjs`: makes the lists with versions and hashes (`.txt`) from what is asked for (`.in`), for
 * every system and every Python from the oldest that is supported; needs uv (https://pypi.org/project/uv). What a list has
 * already stays as it is, as long as it fits: delete the list to get all of it anew.
 */
import { spawnSync } from 'node:child_process';
import { at } from '../paths.mjs';
import { OLDEST_PYTHON } from '../setup/prerequisites.mjs';

const LISTS = [
  { list: at('scripts', 'requirements', 'jupyter') },
  { list: at('scripts', 'requirements', 'site') },
  // Of these only TensorFlow's C library is used.
  { list: at('scripts', 'requirements', 'tensorflow-cpu'), alone: true },
  { list: at('scripts', 'requirements', 'tensorflow-any'), alone: true },
  { list: at('scripts', 'requirements', 'tensorflow-gpu') },
  // Snakemake 9 is for Python 3.11 and newer.
  { list: at('scripts', 'requirements', 'snakemake'), python: '3.11' },
  // onnxruntime, too.
  { list: at('bench', 'requirements'), python: '3.11' },
];
const OPTIONS = ['--universal', '--generate-hashes', '--no-annotate'];
const HEADER = '--custom-compile-command=node scripts/requirements/lock.mjs';

for (const { list, alone, python = OLDEST_PYTHON.join('.') } of LISTS) {
  const options = [...OPTIONS, `--python-version=${python}`, HEADER, ...(alone ? ['--no-deps'] : [])];
  const args = ['pip', 'compile', '--quiet', ...options, `${list}.in`, '-o', `${list}.txt`];
  const { status, error } = spawnSync('uv', args, { stdio: 'inherit' });
  if (error) console.error('uv is needed: pipx install uv');
  if (status !== 0) process.exit(1);
}
