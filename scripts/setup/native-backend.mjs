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
/** The library's own sources. */
const SOURCES = [
  'stderr.c',
  'convolution.cc',
  ...readdirSync(native('winograd')).map((file) => join('winograd', file)),
];
/** AVX2 processors have these instructions; the library looks for them before it loads the convolutions. */
const CONVOLUTION_FLAGS = ['-std=c++17', '-O3', '-w', '-mavx2', '-mfma', '-mprfchw'];
const FALLBACK = 'not built, so the slower WebAssembly backend is used';

const package_ = at('node_modules', '@tensorflow', 'tfjs-node-gpu');
/** tfjs-node's addon, where tfjs-node looks for it. */
export const binding = join(package_, 'lib', 'napi-v8', 'tfjs_binding.node');
const stamp = `${binding}.json`;

/**
 * The native backend: tfjs-node's addon and the library's own, compiled against PyPI's TensorFlow and N-API's headers.
 * Without a compiler or TensorFlow, or if the result does not load, there is none and the library falls back. Without the
 * library's convolutions it uses TensorFlow's.
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
      await compileStderr(compiler, say);
      await compileBinding(compiler, found.folder, say);
    } catch {
      return skip('it does not compile (see .cache/logs/native-backend.log)', false);
    }
    const problem = loadProblem();
    if (problem) return skip(`it does not load (${problem})`, true);
    const convolutions = await compileConvolutions(compiler, found.folder, say);
    writeStamp(stamp, backendKey(), { built: true, convolutions, tensorflow: found.version });
    return convolutions ? null : 'TensorFlow’s own convolutions are used: faster ones were not built';
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
  const files = sources.map((file) => join(package_, 'binding', file));
  const link = againstTensorflow(folder, 'libtensorflow_cc.so.2', 'libtensorflow_framework.so.2');
  await compile('native-backend', compiler, ['-std=c++17', ...files, ...link], binding, say);
}

async function compileStderr(compiler, say) {
  const [source, target] = [native('stderr.c'), native('stderr.node')];
  await compile('native-stderr', compiler, ['-x', 'c', source], target, say);
}

/** Whether it could: their instructions are those of x86-64 processors. */
async function compileConvolutions(compiler, folder, say) {
  const target = native('convolution.node');
  rmSync(target, { force: true });
  if (process.arch !== 'x64') return false;
  const link = againstTensorflow(folder, 'libtensorflow_framework.so.2');
  const args = [...CONVOLUTION_FLAGS, native('convolution.cc'), ...link];
  return compile('native-convolution', compiler, args, target, say).then(
    () => true,
    () => false,
  );
}

function againstTensorflow(folder, ...libraries) {
  const link = libraries.map((name) => `-l:${name}`);
  return ['-I', join(folder, 'include'), '-L', folder, ...link, `-Wl,-rpath,${folder}`];
}

function native(file) {
  return at('lib', 'native', file);
}

async function compile(log, compiler, args, target, say) {
  await mkdir(dirname(target), { recursive: true });
  const temporary = `${target}.tmp`;
  await runLogged(log, compiler, [...FLAGS, ...args, '-o', temporary], { onLine: say });
  renameSync(temporary, target);
}

function backendKey() {
  const require = createRequire(import.meta.url);
  const tfjs = require(join(package_, 'package.json')).version;
  const sources = SOURCES.map((file) => readFileSync(native(file), 'utf8'));
  const tensorflow = readFileSync(at('.venv', '.tensorflow.json'), 'utf8');
  return keyOf(FLAGS, CONVOLUTION_FLAGS, tfjs, sources, tensorflow);
}
