import { dirname, join } from 'node:path';
import { findCompiler, howToInstall } from './prerequisites.mjs';
import { installedTensorflow } from './python-packages.mjs';
import { StepError } from './run-logged.mjs';
import { keyOf, readStamp, writeStamp } from './stamp.mjs';
import { here } from './world.mjs';

/** @typedef {import('./world.mjs').World} World */
/** @typedef {(text: string) => void} Say */

const FLAGS = ['-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8'];
const CONVOLUTION_FLAGS = ['-std=c++17', '-O3', '-w', '-mfma', '-mprfchw'];
/** The library's convolutions, by their instructions; it looks for these in the processor before it loads them. */
const CONVOLUTIONS = [
  { log: 'native-convolution', addon: 'convolution.node', flags: ['-mavx2'] },
  {
    log: 'native-convolution-avx512',
    addon: 'convolution-avx512.node',
    flags: ['-mavx2', '-mavx512f', '-DFRAGILITY_LANES=16'],
    onlyWith: /\bavx512f\b/,
  },
];
const FALLBACK = 'not built, so the slower WebAssembly backend is used';

/**
 * The native backend: tfjs-node's addon and the library's own, compiled against PyPI's TensorFlow and N-API's headers.
 * Without a compiler or TensorFlow, or if the result does not load, there is none and the library falls back. Without the
 * library's convolutions it uses TensorFlow's.
 */
export const nativeBackend = {
  name: 'native backend',
  isDone(/** @type {World} */ world = here) {
    const built = world.files.size(bindingIn(world.at)) !== null;
    return readStamp(stampIn(world), backendKey(world), world)?.built === built;
  },
  /** @param {Say} say @param {World} world */
  async run(say, world = here) {
    const compiler = findCompiler(world);
    const found = installedTensorflow(world);
    if (!found) return skip(world, 'no TensorFlow', true);
    if (!compiler) return skip(world, `no C++ compiler. ${howToInstall('compiler')}`, false);
    const compile = compilerFor(world, compiler, say);
    try {
      await compile('native-stderr', stderrJob(world));
      await compile('native-backend', bindingJob(world, found.folder));
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      return skip(world, 'it does not compile (see .cache/logs/native-backend.log)', false);
    }
    const problem = loadProblem(world);
    if (problem) return skip(world, `it does not load (${problem})`, true);
    const convolutions = await compileConvolutions(world, compile, found.folder);
    const made = [bindingIn(world.at), native(world, 'stderr.node'), ...convolutions];
    // The first ones: others are used only where they are asked for by name, and are missed there.
    const usual = convolutions.includes(native(world, CONVOLUTIONS[0].addon));
    const facts = { built: true, convolutions: usual, tensorflow: found.version };
    writeStamp(stampIn(world), backendKey(world), facts, made, world);
    return usual ? null : 'TensorFlow’s own convolutions are used: faster ones were not built';
  },
};

/** Loads the addon in a process of its own: what went wrong on one line, or null. */
function loadProblem(world = here) {
  const code = 'process.stdout.write(String(require(process.argv[1]).TF_Version))';
  const { status, signal, stderr } = world.ask(process.execPath, ['-e', code, bindingIn(world.at)]);
  if (status === 0) return null;
  return /Error: (.*)/.exec(stderr)?.[1] ?? `ended by ${signal ?? status}`;
}

/**
 * Leaves no addon behind. A reason that can go away (a compiler gets installed) is looked at again by the next set-up.
 *
 * @param {World} world
 * @param {string} reason
 * @param {boolean} stays
 */
function skip(world, reason, stays) {
  world.files.remove(bindingIn(world.at));
  if (stays) writeStamp(stampIn(world), backendKey(world), { built: false, reason }, [], world);
  return `${FALLBACK}: ${reason}`;
}

/** @typedef {{ target: string, args: string[] }} Job */

/** @param {World} world @param {string} folder @returns {Job} */
function bindingJob(world, folder) {
  const binding = join(packageIn(world.at), 'binding');
  const sources = world.files.below(binding).filter((file) => file.endsWith('.cc'));
  // Before tfjs-node's own header of that name, which is left out then: see there.
  const mend = ['-include', native(world, 'shared-memory.h'), '-I', binding];
  const link = againstTensorflow(folder, 'libtensorflow_cc.so.2', 'libtensorflow_framework.so.2');
  return { target: bindingIn(world.at), args: ['-std=c++17', ...mend, ...sources, ...link] };
}

/** @param {World} world @returns {Job} */
function stderrJob(world) {
  return { target: native(world, 'stderr.node'), args: ['-x', 'c', native(world, 'stderr.c')] };
}

/**
 * The addons that could be compiled: their instructions are those of x86-64 processors.
 *
 * @param {World} world
 * @param {ReturnType<typeof compilerFor>} compile
 * @param {string} folder
 */
async function compileConvolutions(world, compile, folder) {
  const link = againstTensorflow(folder, 'libtensorflow_framework.so.2');
  const sources = ownSources(world).filter((file) => file.endsWith('.cc'));
  const processor = world.files.read('/proc/cpuinfo') ?? '';
  const made = [];
  for (const { log, addon, flags, onlyWith } of CONVOLUTIONS) {
    const target = native(world, addon);
    world.files.remove(target);
    if (world.arch !== 'x64' || (onlyWith && !onlyWith.test(processor))) continue;
    try {
      await compile(log, { target, args: [...CONVOLUTION_FLAGS, ...flags, ...sources, ...link] });
      made.push(target);
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
    }
  }
  return made;
}

/** @param {string} folder @param {...string} libraries */
function againstTensorflow(folder, ...libraries) {
  const link = libraries.map((name) => `-l:${name}`);
  // Not -Wl,: a path may have commas.
  const search = ['-Xlinker', '-rpath', '-Xlinker', folder];
  return ['-I', join(folder, 'include'), '-L', folder, ...link, ...search];
}

/** @param {World} world @param {string} compiler @param {Say} say */
function compilerFor({ at, files, run }, compiler, say) {
  const headers = ['-I', at('node_modules', 'node-api-headers', 'include')];
  return async (/** @type {string} */ log, /** @type {Job} */ { target, args }) => {
    await files.makeFolder(dirname(target));
    const temporary = `${target}.tmp`;
    await run(log, compiler, [...FLAGS, ...headers, ...args, '-o', temporary], { onLine: say });
    files.rename(temporary, target);
  };
}

/** @param {World} world */
function backendKey(world) {
  const { at, files } = world;
  // Not parsed: a crash may have emptied it.
  const [, tfjs] = /"version":\s*"([^"]*)"/.exec(files.read(join(packageIn(at), 'package.json')) ?? '') ?? [];
  const sources = ownSources(world).map((file) => files.read(file));
  return keyOf(
    FLAGS,
    CONVOLUTION_FLAGS,
    CONVOLUTIONS.map(({ flags }) => flags),
    tfjs,
    sources,
    files.read(at('.venv', '.tensorflow.json')),
    at(),
  );
}

/** What the library's own addons are made of: all sources and headers of its folder. @param {World} world */
function ownSources({ at, files }) {
  return files.below(at('lib', 'native')).filter((file) => /\.(c|cc|h)$/.test(file));
}

/** @param {World['at']} at */
function packageIn(at) {
  return at('node_modules', '@tensorflow', 'tfjs-node-gpu');
}

/** tfjs-node's addon, where tfjs-node looks for it. @param {World['at']} at */
function bindingIn(at) {
  return join(packageIn(at), 'lib', 'napi-v8', 'tfjs_binding.node');
}

/** @param {World} world */
function stampIn({ at }) {
  return `${bindingIn(at)}.json`;
}

/** @param {World} world @param {string} file */
function native({ at }, file) {
  return at('lib', 'native', file);
}
