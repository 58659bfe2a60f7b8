import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { at } from '../paths.mjs';
import { findCompiler, howToInstall } from './prerequisites.mjs';
import { installedTensorflow } from './python-packages.mjs';
import { runLogged } from './run-logged.mjs';
import { keyOf, readStamp, writeStamp } from './stamp.mjs';

const FLAGS = [
  '-O2',
  '-fPIC',
  '-shared',
  '-DNAPI_VERSION=8',
  '-I',
  at('node_modules', 'node-api-headers', 'include'),
];
const FALLBACK = 'not built, so the slower WebAssembly backend is used';

const package_ = at('node_modules', '@tensorflow', 'tfjs-node-gpu');
/** tfjs-node's addon, where tfjs-node looks for it. */
export const binding = join(package_, 'lib', 'napi-v8', 'tfjs_binding.node');
const stamp = `${binding}.json`;

/**
 * The native backend: tfjs-node's addon and the library's own, compiled against PyPI's TensorFlow and N-API's headers.
 * Without a compiler or TensorFlow, or if the result does not load, there is none and the library falls back.
 */
export const nativeBackend = {
  name: 'native backend',
  isDone: () => readStamp(stamp, backendKey())?.built === existsSync(binding),
  async run(say) {
    const compiler = findCompiler();
    const found = installedTensorflow();
    if (!found) return skip('no TensorFlow', true);
    if (!compiler) return skip(`no C++ compiler. ${howToInstall('compiler')}`, false);
    try {
      for (const source of ownSources()) await compileOwn(compiler, source, say);
      await compileBinding(compiler, found.folder, say);
    } catch {
      return skip('it does not compile (see .cache/logs/native-backend.log)', false);
    }
    const problem = loadProblem();
    if (problem) return skip(`it does not load (${problem})`, true);
    writeStamp(stamp, backendKey(), { built: true, tensorflow: found.version });
    return null;
  },
};

/** Loads the addon in a process of its own: what went wrong on one line, or null. */
export function loadProblem() {
  const code = 'process.stdout.write(String(require(process.argv[1]).TF_Version))';
  const { status, signal, stderr } = spawnSync(process.execPath, ['-e', code, binding], { encoding: 'utf8' });
  if (status === 0) return null;
  return /Error: (.*)/.exec(stderr)?.[1] ?? `ended by ${signal ?? status}`;
}

/** Leaves no addon behind. A reason that can go away (a compiler gets installed) is looked at again by the next set-up. */
async function skip(reason, stays) {
  rmSync(binding, { force: true });
  await mkdir(dirname(stamp), { recursive: true });
  if (stays) writeStamp(stamp, backendKey(), { built: false, reason });
  return `${FALLBACK}: ${reason}`;
}

async function compileBinding(compiler, folder, say) {
  const sources = readdirSync(join(package_, 'binding')).filter((file) => file.endsWith('.cc'));
  const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'].map((name) => `-l:${name}`);
  const args = [
    '-std=c++17',
    '-I',
    join(folder, 'include'),
    ...sources.map((file) => join(package_, 'binding', file)),
  ];
  const link = ['-L', folder, ...libraries, `-Wl,-rpath,${folder}`];
  await compile('native-backend', compiler, [...args, ...link], binding, say);
}

async function compileOwn(compiler, source, say) {
  const name = source.replace(/\.c$/, '');
  await compile(
    `native-${name}`,
    compiler,
    ['-x', 'c', at('lib', 'native', source)],
    at('lib', 'native', `${name}.node`),
    say,
  );
}

async function compile(log, compiler, args, target, say) {
  await mkdir(dirname(target), { recursive: true });
  const temporary = `${target}.tmp`;
  await runLogged(log, compiler, [...FLAGS, ...args, '-o', temporary], { onLine: say });
  renameSync(temporary, target);
}

function ownSources() {
  const folder = at('lib', 'native');
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.c')) : [];
}

function backendKey() {
  const require = createRequire(import.meta.url);
  const tfjs = require(join(package_, 'package.json')).version;
  const sources = ownSources().map((file) => readFileSync(at('lib', 'native', file), 'utf8'));
  const tensorflow = readFileSync(at('.venv', '.tensorflow.json'), 'utf8');
  return keyOf(FLAGS, tfjs, sources, tensorflow);
}
